package io.segwatch.agent.config;

import static io.segwatch.agent.config.AgentConfig.ENABLED;
import static io.segwatch.agent.config.AgentConfig.EXPORTERS;
import static io.segwatch.agent.config.AgentConfig.IGNORE;

import io.segwatch.agent.logging.LogFormat;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.IsoTime;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.StallRule;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.segwatch.storage.Lister;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a merged tree, and reports everything that is wrong with it. */
final class ConfigReader {
  private static final System.Logger LOG = System.getLogger(ConfigReader.class.getName());
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(36_500);
  private static final Duration SHORTEST_MEMORY = Duration.ofDays(1);
  private static final int LARGEST_PORT = 65_535;

  private final Map<String, Object> tree;
  private final Settings settings;
  private final List<ExporterProvider> providers;
  private final Map<String, String> environment;

  ConfigReader(
      Map<String, Object> tree, List<ExporterProvider> providers, Map<String, String> environment) {
    this.tree = tree;
    this.settings = new Settings(tree);
    this.providers = providers;
    this.environment = environment;
  }

  /** What is wrong with the configuration, each with its key; to be asked after {@link #read}. */
  List<String> problems() {
    return settings.problems();
  }

  /** The configuration; only to be used if there are no problems. */
  AgentConfig read(Optional<Path> file) {
    Path baseDir = path("base-dir", "a folder").orElse(Path.of("."));
    List<String> channels = names("channels");
    List<String> qualities = names("qualities");
    checkNames(channels, qualities);
    Rules rules = rules();
    StallRule stall =
        new StallRule(
            settings.choice("live", StallRule.Live.AUTO),
            Micros.of(duration("stall-after", LEAST)),
            rules.offAirAfter());
    int port = settings.integer("metrics-port", 0, LARGEST_PORT, 0);
    int backdoorPort = settings.integer("backdoor-port", 0, LARGEST_PORT, 0);
    if (backdoorPort == port && port != 0) { // Vert.x would let both servers share it
      settings.problem("backdoor-port", "is to be another than metrics-port");
    }
    return new AgentConfig(
        baseDir,
        channels,
        qualities,
        rules,
        stall,
        duration("settle", Duration.ZERO),
        duration("hole-retention", SHORTEST_MEMORY),
        ignored(),
        lister(),
        duration("check-interval", LEAST),
        duration("full-scan-interval", LEAST),
        settings.flag("run-once", false),
        word("host"),
        port,
        backdoorPort,
        path("web-config", "a file"),
        settings.has("node") ? word("node") : Defaults.hostName(),
        publicUrl(),
        path("state-dir", "a folder").orElseGet(() -> Defaults.stateDir(baseDir, environment)),
        settings.choice("log-format", LogFormat.TEXT),
        settings.choice("log-level", System.Logger.Level.INFO),
        exporters(),
        file);
  }

  private Optional<Path> path(String key, String what) {
    return settings
        .text(key)
        .flatMap(text -> {
          try {
            if (!text.isEmpty()) {
              return Optional.of(Path.of(text));
            }
            settings.problem(key, "is to be the path of " + what);
          } catch (InvalidPathException e) {
            settings.problem(key, "is to be the path of " + what + ": " + e.getReason());
          }
          return Optional.empty();
        });
  }

  private Lister.Choice lister() {
    Lister.Choice choice = settings.choice("lister", Lister.Choice.AUTO);
    try {
      Lister _ = choice.make();
    } catch (UnsupportedOperationException e) {
      settings.problem("lister", "cannot be native here, take auto: " + e.getMessage());
    }
    return choice;
  }

  private List<String> names(String key) {
    List<String> names = settings.texts(key).stream().distinct().toList();
    names.forEach(
        name -> StreamNames.faultOf(name).ifPresent(fault -> settings.problem(key, fault)));
    return names;
  }

  private void checkNames(List<String> channels, List<String> qualities) {
    if (qualities.isEmpty()) {
      settings.problem("qualities", "is to name a quality at least, such as source");
    }
    StreamNames.sharedMap(channels, qualities)
        .ifPresent(problem -> settings.problem("channels", problem));
    mapFolder()
        .filter(channels::contains)
        .ifPresent(folder ->
            settings.problem(
                "channels", "'" + folder + "' is the folder of the maps, see --output-dir"));
  }

  /** The entry of the base folder below which the maps are written. */
  private Optional<String> mapFolder() {
    try {
      return Trees.at(tree, List.of(EXPORTERS, "map", "output-dir"))
          .map(folder -> Path.of(folder.toString()).normalize())
          .filter(folder -> !folder.isAbsolute())
          .map(folder -> folder.getName(0).toString());
    } catch (InvalidPathException e) {
      return Optional.empty(); // the exporter says so
    }
  }

  private Rules rules() {
    HourRange bounds =
        new HourRange(hour("first-hour", Long.MIN_VALUE), hour("last-hour", Long.MAX_VALUE));
    if (bounds.first() > bounds.last()) {
      settings.problem("first-hour", "is to be no later than last-hour");
    }
    Duration tolerance = duration("gap-tolerance", Duration.ZERO);
    Duration offAirAfter = duration("off-air-after", LEAST);
    if (tolerance.compareTo(offAirAfter) >= 0) {
      settings.problem("gap-tolerance", "is to be less than off-air-after");
      return Rules.DEFAULT;
    }
    return new Rules(Micros.of(tolerance), Micros.of(offAirAfter), bounds);
  }

  private List<PlannedBreak> ignored() {
    return settings.sections(IGNORE).stream().map(ConfigReader::plannedBreak).toList();
  }

  private static PlannedBreak plannedBreak(Settings settings) {
    long from = moment(settings, "from");
    long to = moment(settings, "to");
    if (from >= to && settings.has("from") && settings.has("to")) {
      settings.problem("to", "is to be later than from");
    }
    List<String> channels = settings.texts("channels");
    channels.forEach(
        name -> StreamNames.faultOf(name).ifPresent(fault -> settings.problem("channels", fault)));
    return new PlannedBreak(from, Math.max(from, to), Set.copyOf(channels));
  }

  private static long moment(Settings settings, String key) {
    Optional<String> text = settings.text(key);
    OptionalLong time =
        text.map(given -> IsoTime.parse(given.strip().replace(' ', 'T')))
            .orElse(OptionalLong.empty());
    if (time.isEmpty()) {
      settings.problem(
          key,
          text.map(given -> "'" + given + "' ").orElse("")
              + "is to be an ISO 8601 time such as 2026-11-14T03:00:00Z");
    }
    return time.orElse(0);
  }

  private long hour(String key, long unbounded) {
    Optional<String> text = settings.text(key);
    if (text.isEmpty()) {
      return unbounded;
    }
    String iso = text.get().strip().replace(' ', 'T'); // the incumbent takes a blank for the T
    OptionalLong time = IsoTime.parse(iso);
    if (time.isEmpty()) {
      settings.problem(
          key,
          "'%s' is to be an ISO 8601 time such as 2026-11-14T03 or 2026-11-14T03:00:00+01:00"
              .formatted(text.get()));
    }
    return time.isPresent() ? Micros.hourOf(time.getAsLong()) : unbounded;
  }

  /** A duration; the default stands in for a wrong one, so that it causes no second problem. */
  private Duration duration(String key, Duration least) {
    Duration fallback =
        Options.ALL.stream()
            .filter(option -> option.key().equals(key))
            .flatMap(option -> option.fallback().stream())
            .map(text -> new Settings(Map.of(key, text)).duration(key, least))
            .findFirst()
            .orElse(least);
    Duration value = settings.duration(key, fallback);
    if (value.compareTo(least) >= 0 && value.compareTo(MOST) <= 0) {
      return value;
    }
    settings.problem(key, "is to be from " + least.toMillis() + "ms to " + MOST.toDays() + "d");
    return fallback;
  }

  private String word(String key) {
    String text = settings.text(key, "");
    if (text.isBlank() || text.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
      settings.problem(key, "is to be a name without blanks");
    }
    return text;
  }

  private Optional<URI> publicUrl() {
    Optional<String> text = settings.text("public-url");
    try {
      if (text.isEmpty()) {
        return Optional.empty();
      }
      URI url = new URI(text.get().replaceFirst("/+$", ""));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // reported below, like an address of another kind
    }
    settings.problem("public-url", "is to be an address such as http://store-3:8006");
    return Optional.empty();
  }

  private Map<String, Object> exporters() {
    Settings all = settings.section(EXPORTERS);
    List<String> known = providers.stream().map(ExporterProvider::name).sorted().toList();
    Map<String, Object> given =
        Optional.ofNullable(tree.get(EXPORTERS)).flatMap(Trees::asMap).orElse(Map.of());
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        all.has(name); // asked for, so that it is no unknown key besides
        all.problem(
            name,
            "there is no such exporter; "
                + (known.isEmpty() ? "there is none" : "known are " + String.join(", ", known)));
      }
    }
    providers.forEach(provider -> tryOut(provider, all.section(provider.name())));
    return Collections.unmodifiableMap(given);
  }

  /** Makes an exporter for nothing but what it says of its settings. */
  private static void tryOut(ExporterProvider provider, Settings settings) {
    settings.flag(ENABLED, true);
    try {
      provider.create(settings);
    } catch (RuntimeException | LinkageError e) {
      // A fault of that exporter, not of the configuration: the agent runs without it.
      LOG.log(System.Logger.Level.WARNING, "exporter " + provider.name() + " cannot be made", e);
    }
  }
}
