package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segwatch.conformance.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, made without a container engine: the steps of the Dockerfile in a clean system. */
class DockerfileIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Path DOCKERFILE =
      Launch.SEGWATCH_HOME.resolve("../../src/main/docker/Dockerfile").normalize();

  @TempDir Path scratch;
  @TempDir Path server;

  @Test
  void theIncumbentsArgumentsWorkUnchanged() throws IOException {
    try (PostgresServer database = new PostgresServer(server, "segwatch");
        CleanRoot root = CleanRoot.make(scratch)) {
      database.sql("INSERT INTO nodes VALUES ('alder', 'https://alder.example.org')");
      Path base = root.resolve("mnt");
      new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(3_600));
      Map<String, String> environment = new HashMap<>();
      List<String> command = new ArrayList<>(build(root, environment));

      command.addAll(List.of("chan", "--base-dir", "/mnt", "--qualities", "source"));
      command.addAll(List.of("--first-hour", "2025-11-10T03", "--last-hour", "2025-11-10T04"));
      command.addAll(List.of("--metrics-port", "0", "--make-page", "--connection-string"));
      command.add("postgresql://owner:segwatch@127.0.0.1:" + database.port() + "/wub");
      Launch launch = root.launch(command.toArray(String[]::new));
      for (Map.Entry<String, String> each : environment.entrySet()) {
        launch = launch.with(each.getKey(), each.getValue());
      }
      try (AgentProcess agent = launch.agent().awaitReady()) {
        assertThat(agent.text("/metrics")).contains("segment_count{");
        Path map = base.resolve("coverage-maps/chan_source_coverage.png");
        Await.until("the map is there", () -> Files.exists(map));
        Path page = base.resolve("coverage-maps/chan_source_coverage.html");
        Await.until("the page is there", () -> Files.exists(page));
        assertThat(page)
            .content()
            .contains("https://alder.example.org/segments/coverage-maps/chan_source_coverage.png");
      }
    }
  }

  /** Does what each line says; answers the entry point. */
  private static List<String> build(CleanRoot root, Map<String, String> environment)
      throws IOException {
    List<String> entryPoint = List.of();
    for (String line : Files.readAllLines(DOCKERFILE)) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "FROM" -> assertThat(words[1]).isEqualTo("debian:12-slim");
        case "ADD" -> {
          String[] what = words[1].split(" ", 2);
          Path archive = Launch.SEGWATCH_HOME.resolveSibling(what[0]);
          String to = root.folder() + what[1];
          CleanRoot.execute("tar", "-xzf", archive.toString(), "-C", to);
        }
        case "RUN" -> root.run("sh", "-c", words[1]);
        case "ENV" -> {
          String[] variable = words[1].split("=", 2);
          environment.put(variable[0], variable[1]);
        }
        case "ENTRYPOINT" ->
            entryPoint = new ObjectMapper().readValue(words[1], new TypeReference<>() {});
        case "VOLUME" -> assertThat(root.resolve(words[1].substring(1))).isDirectory();
        case "EXPOSE" -> assertThat(words[1]).isEqualTo("8006");
        default -> assertThat(line).startsWith("#");
      }
    }
    return entryPoint;
  }
}
