package io.segwatch.agent.config;

import io.segwatch.exporter.ExporterProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts a configuration together from flags, environment, file and defaults. It can be asked again
 * and again, and reads the file anew each time.
 *
 * <pre>{@code
 * AgentConfig config = new ConfigLoader(System.getenv(), providers).load(Map.of("base-dir", "/srv"));
 * }</pre>
 */
public final class ConfigLoader {
  private final Map<String, String> environment;
  private final List<ExporterProvider> providers;

  /** A loader that knows these exporters. */
  public ConfigLoader(Map<String, String> environment, List<ExporterProvider> providers) {
    this.environment = Map.copyOf(environment);
    this.providers = List.copyOf(providers);
  }

  /**
   * The configuration.
   *
   * @param flags what the command line says: a text, or a list of texts, by {@link Option#key}
   * @throws ConfigException with everything that is wrong
   */
  public AgentConfig load(Map<String, Object> flags) {
    return load(Sources.of(flags, environment));
  }

  /**
   * Every option with its value and where that came from, as YAML without secrets.
   *
   * @throws ConfigException with everything that is wrong
   */
  public String effective(Map<String, Object> flags) {
    Sources sources = Sources.of(flags, environment);
    AgentConfig config = load(sources);
    return EffectiveConfig.of(sources, tree(sources), config);
  }

  private AgentConfig load(Sources sources) {
    ConfigReader reader = new ConfigReader(tree(sources), providers, environment);
    AgentConfig config = reader.read(sources.file().map(YamlFile::path));
    List<String> problems = reader.problems().stream().map(sources::locate).toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private Map<String, Object> tree(Sources sources) {
    return sources.merged(
        providers.stream().map(ExporterProvider::name).collect(Collectors.toSet()));
  }
}
