package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration file and what can be wrong with it. */
class ConfigFileTest extends ConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- a list | segwatch.yaml:1: is to be a map of keys and values, such as `base-dir:"
            + " /srv/segments`",
        "a text | segwatch.yaml:1: is to be a map of keys and values, such as `base-dir:"
            + " /srv/segments`",
        "node: a\\nnode: b | segwatch.yaml:2: node is there already, in line 1",
        "exporters: {map: {output-dir: a, output-dir: b}} | segwatch.yaml:1:"
            + " exporters.map.output-dir is there already, in line 1",
        "node: &n a\\nhost: *n | segwatch.yaml:1: anchors (&name) are not taken; write the value"
            + " out where it is used",
        "node: *n | segwatch.yaml:1: found undefined alias n",
        "node: a\\n---\\nnode: b | segwatch.yaml:2: but found another document",
        "\\nnode: [a | segwatch.yaml:2: expected ',' or ']', but got <stream end>",
        "node: a: b | segwatch.yaml:1: mapping values are not allowed here",
        "node: a\\n\\thost: b | segwatch.yaml:2: found character '\\t(TAB)' that cannot start any"
            + " token. (Do not use \\t(TAB) for indentation)",
        "[a]: b | segwatch.yaml:1: a key is to be a text",
        "node: [a, b] | segwatch.yaml:1: node: is to be one value",
        "exporters: all | segwatch.yaml:1: exporters: is to be a section with keys of its own",
        "exporters: {map: [a]} | segwatch.yaml:1: exporters.map: is to be a section with keys of"
            + " its own",
        "config: other.yaml | segwatch.yaml:1: config: unknown key; did you mean web-config?",
      })
  void whatIsWrongInTheFileIsToldWithItsLine(String yaml, String problem) throws IOException {
    assertThat(problems(yaml.replace("\\n", "\n").replace("\\t", "\t"))).first().isEqualTo(problem);
  }

  @Test
  void anAnchorBombDoesNotGoOff() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(problems(bomb.toString()))
        .first()
        .isEqualTo(
            "segwatch.yaml:1: anchors (&name) are not taken; write the value out where it is used");
  }

  @Test
  void aFileThatIsNotThereIsAMistake() {
    flags.put("config", folder.resolve("none.yaml").toString());

    assertThat(problems()).containsExactly(folder.resolve("none.yaml") + ": there is no such file");
  }

  @Test
  void aFolderIsNoFile() {
    flags.put("config", folder.toString());

    assertThat(problems()).singleElement().asString().endsWith("Is a directory");
  }

  @Test
  void aFileThatIsNotUtf8IsAMistake() throws IOException {
    Path file = Files.write(folder.resolve("latin1.yaml"), new byte[] {'n', ':', ' ', (byte) 0xe9});
    flags.put("config", file.toString());

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(file + ": cannot be read as YAML in UTF-8: ");
  }

  @Test
  void theFileIsReadAgainEachTime() throws IOException {
    assertThat(load("metrics-port: 1").port()).isEqualTo(1);
    assertThat(load("metrics-port: 2").port()).isEqualTo(2);
  }
}
