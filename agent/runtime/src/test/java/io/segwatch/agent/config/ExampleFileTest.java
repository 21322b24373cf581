package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/segwatch.yaml shows every option, and says nothing that does not apply anyway. */
class ExampleFileTest {
  private static final Path EXAMPLE = Path.of("..", "..", "conf", "segwatch.yaml");
  private static final Pattern OPTION = Pattern.compile("(?m)^#((  )*[a-z-]+:.*)$");

  private static final Pattern ENDPOINT = Pattern.compile("(?m)^# ( {6}.*)$");

  @TempDir Path folder;

  private final ConfigLoader loader = new ConfigLoader(Map.of(), TestExporters.ALL);

  @Test
  void asItIsItChangesNothing() {
    assertThat(withoutFile(loader.load(Map.of("config", EXAMPLE.toString()))))
        .isEqualTo(loader.load(Map.of()));
  }

  @Test
  void withEveryOptionUncommentedItSaysTheDefaults() throws IOException {
    AgentConfig uncommented = loader.load(Map.of("config", uncommented().toString()));

    assertThat(withoutExporters(withoutFile(uncommented)))
        .isEqualTo(withoutExporters(loader.load(Map.of())));
    assertThat(uncommented.exporters())
        .isEqualTo(
            Map.of(
                "map",
                    Map.of(
                        "enabled", "true",
                        "output-dir", "coverage-maps",
                        "make-page", "false",
                        "connection-string", Map.of(),
                        "nodes", Map.of()),
                "prometheus", Map.of("enabled", "true", "hourly-metrics", "336"),
                "web",
                    Map.of(
                        "enabled",
                        "true",
                        "event",
                        Map.of("name", Map.of(), "start", Map.of(), "end", Map.of())),
                "webhook", Map.of("enabled", "true", "endpoints", Map.of())));
  }

  @Test
  void everyOptionIsInIt() throws IOException {
    YamlFile file = YamlFile.read(uncommented().toString());

    assertThat(Options.ALL)
        .allSatisfy(option -> assertThat(file.lines()).containsKey(option.key()));
  }

  @Test
  void theEndpointsThatAreShownFitInWhereTheyStand() throws IOException {
    String text = ENDPOINT.matcher(Files.readString(uncommented())).replaceAll("$1");
    YamlFile file = YamlFile.read(Files.writeString(folder.resolve("e.yaml"), text).toString());

    assertThat(Trees.at(file.values(), List.of("exporters", "webhook", "endpoints")))
        .hasValueSatisfying(endpoints ->
            assertThat(endpoints)
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .first(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("name", "pager")
                .containsEntry("headers", Map.of("Authorization", "Bearer something")));
  }

  private Path uncommented() throws IOException {
    String text = OPTION.matcher(Files.readString(EXAMPLE)).replaceAll("$1");
    return Files.writeString(folder.resolve("segwatch.yaml"), text);
  }

  private static AgentConfig withoutFile(AgentConfig config) {
    assertThat(config.file()).isPresent();
    return copy(config, config.exporters());
  }

  private static AgentConfig withoutExporters(AgentConfig config) {
    return copy(config, Map.of());
  }

  private static AgentConfig copy(AgentConfig config, Map<String, Object> exporters) {
    return new AgentConfig(
        config.baseDir(),
        config.channels(),
        config.qualities(),
        config.rules(),
        config.stall(),
        config.settle(),
        config.holeRetention(),
        config.ignored(),
        config.lister(),
        config.checkInterval(),
        config.fullScanInterval(),
        config.runOnce(),
        config.host(),
        config.port(),
        config.backdoorPort(),
        config.webConfig(),
        config.node(),
        config.publicUrl(),
        config.stateDir(),
        config.logFormat(),
        config.logLevel(),
        exporters,
        Optional.empty());
  }
}
