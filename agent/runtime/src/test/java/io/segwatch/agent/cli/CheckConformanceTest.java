package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.segwatch.conformance.ConformanceTree;
import io.segwatch.conformance.Vectors;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole of coverage §1 to §5, from a tree on the disk to {@code check --format json --map}. */
class CheckConformanceTest {
  @TempDir Path base;

  private final TestCommandLine commandLine = new TestCommandLine();

  @ParameterizedTest
  @FieldSource("io.segwatch.conformance.ConformanceTree#ALL")
  void aTreeHasExactlyTheExpectedFigures(String name) throws IOException {
    ConformanceTree tree = ConformanceTree.named(name);
    tree.plant(base);

    Answer answer = check(tree.qualities());

    List<String> lines = answer.out().lines().toList();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.status()).isEqualTo(1);
    assertThat(lines).hasSameSizeAs(tree.qualities());
    for (int i = 0; i < lines.size(); i++) {
      JsonObject expected = new JsonObject(tree.expected(tree.qualities().get(i)));
      assertThat(new JsonObject(lines.get(i))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("io.segwatch.conformance.Vectors#cases")
  void eachRuleHolds(Vectors.Case rule) throws IOException {
    rule.plant(base.resolve("channel/source"));

    JsonObject document = new JsonObject(check(List.of("source")).out());

    assertThat(document.remove("channel")).isEqualTo("channel");
    assertThat(document.remove("quality")).isEqualTo("source");
    assertThat(document).isEqualTo(new JsonObject(rule.expected()));
  }

  private Answer check(List<String> qualities) {
    return commandLine.run(
        "check",
        "--base-dir",
        base.toString(),
        "--qualities",
        String.join(",", qualities),
        "--format",
        "json",
        "--map");
  }
}
