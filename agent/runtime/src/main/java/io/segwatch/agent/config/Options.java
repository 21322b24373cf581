package io.segwatch.agent.config;

import static io.segwatch.agent.config.Option.Group.AGENT;
import static io.segwatch.agent.config.Option.Group.EXPORTERS;
import static io.segwatch.agent.config.Option.Group.HOLES;
import static io.segwatch.agent.config.Option.Group.RECORDING;
import static io.segwatch.agent.config.Option.withDefault;
import static io.segwatch.agent.config.Option.withoutDefault;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of all options. */
public final class Options {
  /** The file itself; it names no other. */
  public static final Option CONFIG =
      withoutDefault(AGENT, "config", "FILE", "none", "Configuration file, in YAML");

  /** What the file, the environment and the command line can say. */
  public static final List<Option> ALL =
      List.of(
          new Option(
              "channels",
              Option.Kind.WORDS,
              RECORDING,
              "CHANNEL",
              Optional.empty(),
              "every channel below the base folder that has hours",
              "Channels to watch"),
          withDefault(
              RECORDING, "base-dir", "DIR", ".", "Folder of the channels and their segments"),
          withDefault(
              RECORDING,
              "qualities",
              "LIST",
              "source",
              "Qualities of each channel, as source,480p"),
          withoutDefault(
              RECORDING,
              "first-hour",
              "TIME",
              "the first there is",
              "First hour that counts, as any ISO 8601 time"),
          withoutDefault(
              RECORDING, "last-hour", "TIME", "the last there is", "Last hour that counts"),
          withDefault(
              HOLES, "gap-tolerance", "DURATION", "10ms", "The longest gap that is no hole"),
          withDefault(
              HOLES, "off-air-after", "DURATION", "24h", "A gap of that length is a time off air"),
          withDefault(
              HOLES, "settle", "DURATION", "300s", "How long a hole has to stay until it alerts"),
          withDefault(
              HOLES,
              "stall-after",
              "DURATION",
              "300s",
              "A recording that stands still for longer is stalled"),
          withDefault(
              HOLES,
              "hole-retention",
              "DURATION",
              "400d",
              "How long a hole that is over is remembered"),
          withDefault(
              HOLES,
              "live",
              "WHEN",
              "auto",
              "Is it to be recording? auto (until off air), always or never"),
          withDefault(
              RECORDING,
              "lister",
              "LISTER",
              "auto",
              "How folders are read: native (Linux), portable, or auto"),
          withDefault(AGENT, "check-interval", "DURATION", "10", "Time between two scans"),
          withDefault(
              AGENT,
              "full-scan-interval",
              "DURATION",
              "1h",
              "Time between two scans that list every hour, changed or not"),
          new Option(
              "run-once",
              Option.Kind.SWITCH,
              AGENT,
              "",
              Optional.of("false"),
              "false",
              "Scan once, export, and end"),
          withDefault(AGENT, "host", "ADDRESS", "0.0.0.0", "Address to listen on"),
          withDefault(
              AGENT, "metrics-port", "PORT", "8006", "Port of the web server, 0 for any free one"),
          withoutDefault(AGENT, "public-url", "URL", "http://NODE:PORT", "Where others reach it"),
          withDefault(
              AGENT, "backdoor-port", "PORT", "0", "Port for diagnostics on 127.0.0.1, 0 for none"),
          withoutDefault(
              AGENT,
              "web-config",
              "FILE",
              "none",
              "TLS and passwords, in the format of the Prometheus exporters"),
          withoutDefault(AGENT, "node", "NAME", "the host's name", "Name of this node"),
          withoutDefault(
              AGENT,
              "state-dir",
              "DIR",
              "one per base folder",
              "Folder for what outlives the process"),
          withDefault(AGENT, "log-format", "FORMAT", "text", "Log lines as text or json"),
          withDefault(
              AGENT, "log-level", "LEVEL", "info", "Least level: debug, info, warning or error"),
          withDefault(
              EXPORTERS,
              "exporters.map.output-dir",
              "DIR",
              "coverage-maps",
              "Folder of the maps below the base folder, '' for none"),
          new Option(
              "exporters.map.make-page",
              Option.Kind.SWITCH,
              EXPORTERS,
              "",
              Optional.of("false"),
              "false",
              "A page beside each map, with the maps of all nodes"),
          withoutDefault(
              EXPORTERS,
              "exporters.map.connection-string",
              "TEXT",
              "none",
              "PostgreSQL database that lists those, as key=value pairs or a URI"),
          withDefault(
              EXPORTERS,
              "exporters.prometheus.hourly-metrics",
              "COUNT",
              "336",
              "Hours of a stream with metrics of their own: how many of the newest, all or off"));

  private Options() {}

  /** All that can be set outside of the file too. */
  public static Stream<Option> all() {
    return Stream.concat(Stream.of(CONFIG), ALL.stream());
  }
}
