package io.segwatch.agent.trust;

import io.segwatch.agent.config.ConfigException;
import io.segwatch.agent.config.FileState;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who may use the web server, and how: a file in the format of the Prometheus exporter toolkit,
 * with the keys and certificates that it names.
 *
 * @param tls nothing for plain HTTP
 * @param headers for each answer, unless a page has its own
 * @param users their passwords, by name; without any, everybody may
 * @param files all that was read, the file itself first, as they were before that
 */
public record WebConfig(
    Optional<Tls> tls,
    Map<String, String> headers,
    Map<String, PasswordHash> users,
    Optional<RateLimit> rateLimit,
    Map<Path, Optional<FileState>> files) {

  /** Plain HTTP for everybody. */
  public static final WebConfig OPEN =
      new WebConfig(Optional.empty(), Map.of(), Map.of(), Optional.empty(), Map.of());

  /**
   * What is offered to clients, and asked of them.
   *
   * @param http2 whether they may have HTTP/2
   */
  record Tls(ServerSSLOptions options, boolean http2) {}

  /**
   * How often those who may are answered.
   *
   * @param intervalNanos the time in which one more request is earned
   * @param burst how many can be saved up
   */
  record RateLimit(long intervalNanos, int burst) {}

  /** The file itself, if there is one. */
  Optional<Path> file() {
    return files.keySet().stream().findFirst();
  }

  /**
   * Reads the file and all that it names.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static WebConfig read(Path file) {
    return new WebConfigReader(file).read();
  }
}
