package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a test says by flags, variables and a file, and what comes of it. */
abstract class ConfigTest {
  @TempDir Path folder;

  final Map<String, String> environment = new HashMap<>();
  final Map<String, Object> flags = new HashMap<>();

  AgentConfig load() {
    return new ConfigLoader(environment, TestExporters.ALL).load(flags);
  }

  AgentConfig load(String yaml) throws IOException {
    say(yaml);
    return load();
  }

  private void say(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("segwatch.yaml"), yaml);
    flags.put("config", file.toString());
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    assertThatThrownBy(this::load)
        .isInstanceOfSatisfying(ConfigException.class, e -> problems.addAll(e.problems()));
    return problems;
  }

  /** What is wrong with a file, by its name without the folder. */
  List<String> problems(String yaml) throws IOException {
    say(yaml);
    return problems().stream().map(line -> line.replace(folder + "/", "")).toList();
  }
}
