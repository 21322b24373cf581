package io.segwatch.exporter.webhook;

import io.segwatch.statefile.Schema;
import java.util.List;

/** The tables of {@code webhook.db}; times are in microseconds since the epoch (alerts §2). */
final class OutboxSchema {
  /** The name of the file in the state folder. */
  static final String FILE = "webhook.db";

  /** "swhk", as {@code file} may show it. */
  private static final int APPLICATION_ID = 0x73_77_68_6b;

  static final Schema SCHEMA =
      new Schema(
          APPLICATION_ID,
          List.of(
              """
              create table file (
                made integer not null
              );
              create table endpoint (
                name text primary key,
                epoch text not null,
                sequence integer not null,
                log_epoch text not null,
                log_sequence integer not null,
                log_at integer,
                grouped integer,
                rung integer not null,
                pause_from integer,
                pause_until integer,
                gone_under text,
                secrets text not null,
                secrets_since integer not null,
                removed integer
              ) without rowid;
              create table message (
                endpoint text not null,
                sequence integer not null,
                state text not null check (state in ('waiting', 'delivered', 'dead')),
                id text not null,
                type text not null,
                subjects text not null,
                recorded integer not null,
                content_type text not null,
                body blob,
                attempts integer not null,
                rung integer not null,
                first_attempt integer,
                pause_from integer,
                pause_until integer,
                ended integer,
                reply text,
                primary key (endpoint, sequence)
              );
              create index message_state on message (state, endpoint, sequence);
              create index message_ended on message (ended) where ended is not null;
              create table stream (
                channel text not null,
                quality text not null,
                log_epoch text not null,
                primary key (channel, quality)
              ) without rowid;
              """,
              """
              create table alert (
                endpoint text not null,
                key text not null,
                kind text not null,
                about text not null,
                starts integer not null,
                ended integer,
                fired integer,
                taker text not null,
                resolved integer,
                content text not null,
                primary key (endpoint, key)
              ) without rowid;
              """));

  private OutboxSchema() {}
}
