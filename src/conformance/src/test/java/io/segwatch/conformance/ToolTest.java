package io.segwatch.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ToolTest {
  @TempDir Path folder;

  @Test
  void aToolIsFoundOnTheSearchPath() throws IOException {
    Path program = Files.createFile(folder.resolve("hammer"));
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(Tool.require("hammer", "tools", Map.of("PATH", "/nowhere::" + folder)))
        .isEqualTo(program);
  }

  @Test
  void aMissingToolSkipsTheTestAndSaysHowToGetIt() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> Tool.require("hammer", "tools", Map.of("PATH", folder.toString())))
        .withMessageContaining("hammer is missing: apt-get install tools");
  }

  @Test
  void aMissingToolFailsTheTestWhereItHasToBe() {
    Map<String, String> ci = Map.of("PATH", folder.toString(), "CI", "true");

    assertThatExceptionOfType(AssertionFailedError.class)
        .isThrownBy(() -> Tool.require("hammer", "tools", ci))
        .withMessageContaining("apt-get install tools");
  }
}
