package io.segwatch.agent.trust;

import io.segwatch.agent.config.ConfigException;
import io.segwatch.agent.config.FileState;
import io.segwatch.agent.config.YamlFile;
import io.segwatch.agent.trust.WebConfig.RateLimit;
import io.segwatch.agent.trust.WebConfig.Tls;
import io.segwatch.exporter.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads a {@link WebConfig}, and reports everything that is wrong with it. */
final class WebConfigReader {
  private static final String HEADERS = "headers";
  private static final String USERS = "basic_auth_users";
  private static final int LARGEST_BURST = 1_000_000;

  /** Headers that may be set, and to what; where there is nothing, to anything. */
  private static final Map<String, List<String>> TAKEN_HEADERS =
      Map.of(
          "Content-Security-Policy", List.of(),
          "Strict-Transport-Security", List.of(),
          "X-Content-Type-Options", List.of("nosniff"),
          "X-Frame-Options", List.of("deny", "sameorigin"),
          "X-XSS-Protection", List.of());

  private final YamlFile yaml;
  private final Settings settings;
  private final Map<Path, Optional<FileState>> files = new LinkedHashMap<>();

  /**
   * A reader of a file.
   *
   * @throws ConfigException if it cannot be read at all
   */
  WebConfigReader(Path file) {
    files.put(file, FileState.of(file));
    this.yaml = YamlFile.read(file.toString());
    this.settings = new Settings(yaml.values());
  }

  /**
   * What the file says.
   *
   * @throws ConfigException with everything that is wrong
   */
  WebConfig read() {
    Settings server = settings.section("http_server_config");
    boolean http2 = server.flag("http2", true);
    Map<String, String> headers = headers(server);
    Map<String, PasswordHash> users = users();
    Optional<RateLimit> rateLimit = rateLimit(settings.section("rate_limit"));
    Optional<Tls> tls =
        new TlsReader(settings.section("tls_server_config"), yaml.path().toAbsolutePath(), files)
            .read()
            .map(options -> new Tls(options.setUseAlpn(http2), http2));
    List<String> problems = settings.problems().stream().map(this::located).toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new WebConfig(tls, headers, users, rateLimit, Collections.unmodifiableMap(files));
  }

  private String located(String problem) {
    String key = problem.substring(0, Math.max(0, problem.indexOf(": ")));
    return yaml.placeOf(key) + ": " + problem;
  }

  private static Map<String, String> headers(Settings server) {
    Map<String, String> headers = server.textsByName(HEADERS);
    Settings section = server.section(HEADERS);
    headers.forEach((name, value) -> {
      section.has(name); // so that it is no unknown key besides
      Optional<List<String>> values = Optional.ofNullable(TAKEN_HEADERS.get(name));
      if (values.isEmpty()) {
        String taken = String.join(", ", new TreeSet<>(TAKEN_HEADERS.keySet()));
        section.problem(name, "cannot be set; those that can are " + taken);
      } else if (!values.get().isEmpty() && !values.get().contains(value)) {
        section.problem(name, "is to be " + String.join(" or ", values.get()));
      } else if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
        section.problem(name, "is to be of printable ASCII characters");
      }
    });
    return headers;
  }

  private Map<String, PasswordHash> users() {
    Map<String, PasswordHash> users = new LinkedHashMap<>();
    Settings section = settings.section(USERS);
    if (yaml.values().get(USERS) instanceof Map<?, ?> named) {
      for (Object key : named.keySet()) {
        String name = key.toString();
        try {
          users.put(name, PasswordHash.parse(section.text(name, "")));
        } catch (IllegalArgumentException e) {
          section.problem(name, String.valueOf(e.getMessage()));
        }
        if (name.contains(":")) {
          section.problem(name, "a name with a colon cannot be given to a browser");
        }
      }
    }
    return users;
  }

  private static Optional<RateLimit> rateLimit(Settings section) {
    Duration interval = section.duration("interval", Duration.ZERO);
    int burst = section.integer("burst", 1, LARGEST_BURST, 1);
    return interval.isZero()
        ? Optional.empty()
        : Optional.of(new RateLimit(interval.toNanos(), burst));
  }
}
