package io.segwatch.ledger;

import io.segwatch.statefile.Schema;
import java.util.List;

/** What stands in {@code holes.db}; all times in microseconds since the epoch. */
final class HolesFile {
  static final String NAME = "holes.db";

  private static final String FIRST =
      """
      create table ledger (
        one      integer primary key check (one = 1),
        epoch    text not null,
        node     text not null,
        base_dir text not null,
        sequence integer not null,   -- of the last entry of the log
        version  integer not null    -- one more with every change
      );
      create table stream (
        channel     text not null,
        quality     text not null,
        stalled_at  integer,
        tolerance   integer not null,
        first_start integer not null,
        live_edge   integer not null,
        overhang    integer not null,
        gaps        text not null,
        vanished    text not null,
        retired     text not null,
        primary key (channel, quality)
      ) without rowid;
      create table hole (
        number       integer primary key,
        id           text not null,
        channel      text not null,
        quality      text not null,
        planned      integer not null,
        start_us     integer not null,
        end_us       integer not null,
        remaining    text not null,
        remaining_us integer not null,
        revision     integer not null,
        state        text not null,
        seen         integer not null,
        confirmed    integer,
        ended        integer,
        cause        text,
        first_start  integer not null,
        first_end    integer not null,
        opening      integer not null,
        scans        integer not null,
        grown        integer not null  -- the version in which start or end changed last, or 0
      );
      create index hole_place on hole (channel, quality, first_start, first_end);
      create index hole_unended on hole (number) where ended is null;
      create index hole_ended on hole (ended) where ended is not null;
      create table extent (
        hole     integer not null,
        version  integer not null,
        start_us integer not null,
        end_us   integer not null,
        primary key (hole, version)
      ) without rowid;
      create table log (
        sequence integer primary key,
        at       integer not null,
        type     text not null,
        hole     text,
        event    blob not null
      );
      create index log_hole on log (hole) where hole is not null;
      create index log_at on log (at);
      create table place (
        channel text not null,
        quality text not null,
        place   text not null,
        reason  text not null,
        detail  text not null,
        primary key (channel, quality)
      ) without rowid;
      """;

  static final Schema SCHEMA = new Schema(0x5e67_0001, List.of(FIRST));

  private HolesFile() {}
}
