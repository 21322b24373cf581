package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segwatch.conformance.ConformanceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code segwatch check --format json} prints. */
final class Reports {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reports() {}

  /** Documents, one a line. */
  static List<JsonNode> lines(String text) {
    return text.lines().map(Reports::document).toList();
  }

  private static JsonNode document(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  /** The documents by channel and quality, as {@code channel/quality}; each is there once. */
  static Map<String, JsonNode> read(String lines) {
    Map<String, JsonNode> reports = new TreeMap<>();
    for (JsonNode report : lines(lines)) {
      String stream = report.path("channel").asText() + "/" + report.path("quality").asText();
      assertThat(reports.put(stream, report)).as("only one report of %s", stream).isNull();
    }
    return reports;
  }

  /** Checks a planted tree, whose channel is to be found, and compares all there is to compare. */
  static void assertAsExpected(ConformanceTree tree, Path base, Path scratch) throws IOException {
    Launch.Finished check =
        Launch.in(
                scratch,
                "check",
                "--base-dir",
                base.toString(),
                "--qualities",
                String.join(",", tree.qualities()),
                "--format",
                "json",
                "--map")
            .run();

    Map<String, JsonNode> reports = read(check.out());
    assertThat(reports).hasSameSizeAs(tree.qualities());
    for (String quality : tree.qualities()) {
      assertThat(reports.get(tree.channel() + "/" + quality))
          .as(quality)
          .isEqualTo(JSON.readTree(tree.expected(quality)));
    }
    assertThat(check.status()).as(check.err()).isEqualTo(1);
  }
}
