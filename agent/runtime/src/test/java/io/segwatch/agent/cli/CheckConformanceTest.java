package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole of coverage §1 to §5, from a tree on the disk to {@code check --format json --map}. */
class CheckConformanceTest {
  @TempDir Path base;

  private final TestCommandLine commandLine = new TestCommandLine();

  @ParameterizedTest
  @CsvSource({
    "incumbent-1, 'source,480p'",
    "incumbent-2, 'source,480p'",
    "hard-1, 'source,480p'",
    "hard-2, 'source,480p'",
    "real-1, source",
  })
  void aTreeHasExactlyTheExpectedFigures(String name, String qualities) throws IOException {
    new RecordedTree(base).addCase(name);

    Answer answer = check(qualities);

    List<String> lines = answer.out().lines().toList();
    String[] quality = qualities.split(",");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.status()).isEqualTo(1);
    assertThat(lines).hasSameSizeAs(quality);
    for (int i = 0; i < quality.length; i++) {
      String expected = RecordedTree.text(name + "/expected-" + quality[i] + ".json");
      assertThat(new JsonObject(lines.get(i))).isEqualTo(new JsonObject(expected));
    }
  }

  static Stream<Arguments> vectors() throws IOException {
    return new JsonArray(RecordedTree.text("vectors.json"))
        .stream()
            .map(JsonObject.class::cast)
            .map(vector ->
                Arguments.argumentSet(
                    vector.getString("case"),
                    vector.getJsonObject("files"),
                    vector.getJsonObject("expect")));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eachRuleHolds(JsonObject files, JsonObject expected) throws IOException {
    RecordedTree tree = new RecordedTree(base);
    for (String hour : files.fieldNames()) {
      Files.createDirectories(base.resolve("channel/source").resolve(hour));
      for (Object file : files.getJsonArray(hour)) {
        JsonArray nameAndSize = (JsonArray) file;
        tree.add("channel/source/" + hour + "/" + nameAndSize.getString(0), nameAndSize.getLong(1));
      }
    }

    JsonObject document = new JsonObject(check("source").out());

    assertThat(document.remove("channel")).isEqualTo("channel");
    assertThat(document.remove("quality")).isEqualTo("source");
    JsonObject map = document.getJsonObject("map");
    map.put("runs", runs((JsonArray) map.remove("hours")));
    assertThat(document).isEqualTo(expected);
  }

  private Answer check(String qualities) {
    return commandLine.run(
        "check",
        "--base-dir",
        base.toString(),
        "--qualities",
        qualities,
        "--format",
        "json",
        "--map");
  }

  private static JsonArray runs(JsonArray hours) {
    StringBuilder cells = new StringBuilder();
    hours.forEach(cells::append);
    JsonArray runs = new JsonArray();
    for (int from = 0, to; from < cells.length(); from = to) {
      to = from + 1;
      while (to < cells.length() && cells.charAt(to) == cells.charAt(from)) {
        to++;
      }
      runs.add(new JsonArray().add(String.valueOf(cells.charAt(from))).add(to - from));
    }
    return runs;
  }
}
