package io.segwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A configuration file for an agent that is watched by a test: it looks often, and settles soon.
 *
 * @param lines without those of the endpoints
 */
record AgentConfig(Path file, String lines, String endpoints) {
  /** The name of the node in all messages. */
  static final String NODE = "store-3";

  /** The signing secret of all endpoints. */
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  static AgentConfig in(Path scratch, Path base) {
    String lines =
        """
        base-dir: %s
        node: %s
        host: 127.0.0.1
        metrics-port: 0
        check-interval: 250ms
        settle: 1s
        """
            .formatted(base, NODE);
    return new AgentConfig(scratch.resolve("segwatch.yaml"), lines, "");
  }

  /** With a line more at the top level. */
  AgentConfig with(String line) {
    return new AgentConfig(file, lines + line + "\n", endpoints);
  }

  /** With an endpoint more, and lines of its own, such as a filter. */
  AgentConfig endpoint(String name, String url, String... more) {
    StringBuilder text = new StringBuilder(endpoints);
    text.append("      - name: ").append(name).append('\n');
    text.append("        url: ").append(url).append('\n');
    text.append("        secret: ").append(SECRET).append('\n');
    text.append("        group-wait: 0s\n        group-interval: 0s\n");
    for (String line : more) {
      text.append("        ").append(line).append('\n');
    }
    return new AgentConfig(file, lines, text.toString());
  }

  /** With endpoints that are told what happens in so long at a time, instead of each at once. */
  AgentConfig groupedBy(String interval) {
    String grouped = endpoints.replace("group-interval: 0s", "group-interval: " + interval);
    return new AgentConfig(file, lines, grouped);
  }

  String text() {
    return endpoints.isEmpty()
        ? lines
        : lines + "exporters:\n  webhook:\n    endpoints:\n" + endpoints;
  }

  /** Writes the file, in one step, so that nobody reads half of it. */
  AgentConfig write() {
    return write(text());
  }

  /** Writes another text in its place. */
  AgentConfig write(String text) {
    try {
      Path beside = Files.writeString(file.resolveSibling("segwatch.yaml.new"), text);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the file and starts an agent with it. */
  AgentProcess start() {
    return launch().agent();
  }

  /** Writes the file; answers how an agent is started with it. */
  Launch launch() {
    write();
    return Launch.in(file.getParent(), "--config", file.toString());
  }
}
