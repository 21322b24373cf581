package io.segwatch.agent.demo;

import static java.util.stream.Collectors.joining;

import io.segwatch.agent.config.AgentConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** What a person is told when a demo begins. */
final class Introduction {
  private Introduction() {}

  /**
   * The text.
   *
   * @param length of the recording
   * @param files how many it has
   * @param receiver where webhooks go
   */
  static String of(
      Duration length, long files, DemoFolder folder, AgentConfig config, URI receiver) {
    String agent = config.publicUrl().map(URI::toString).orElse("");
    return String.format(
        Locale.ROOT,
        """
        Open this:
          %s/
        It shows %,d files of %.1f hours, with holes and stalls, partial and suspect segments,
        duplicates, overlaps, tombstones, hours that are missing or empty, and names that are no
        segment's:
          %s
        The same for programs:
        %s
        The recording goes on. Every 20 s or so some of it is lost, and most of that comes in half
        a minute later. Holes that were there for %d s are told to a receiver of webhooks:
          %s
        Delete segments, move a channel away and back, or change the configuration, and see:
          %s
        Ctrl-C ends all of it and removes the folder. Times are in UTC.
        """,
        agent,
        files,
        length.toMinutes() / 60.0,
        folder.recording(),
        addresses(agent),
        config.settle().toSeconds(),
        receiver,
        folder.configuration());
  }

  private static String addresses(String agent) {
    Stream<String> maps = DemoStream.ALL.stream().map(stream -> "/maps/" + stream.id() + ".png");
    return Stream.concat(Stream.of("/metrics", "/api/v1/holes", "/health/ready"), maps)
        .map(path -> "  " + agent + path)
        .collect(joining("\n"));
  }
}
