package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports of {@code segwatch check} for programs: CSV and JSON. */
class CheckDataTest extends CheckedTree {
  @Test
  void csvHasALineAHole() throws IOException {
    recordHole("one/source");

    assertThat(check("--format", "csv").out())
        .isEqualTo(
            """
            channel,quality,kind,start,end,seconds
            one,source,raw,2026-11-14T03:00:02.000000Z,2026-11-14T03:00:06.500000Z,4.500000
            one,source,editable,2026-11-14T03:00:02.000000Z,2026-11-14T03:00:06.500000Z,4.500000
            """);
  }

  @Test
  void csvWithoutHolesIsItsHeader() throws IOException {
    recordWhole("one/source");

    assertThat(check("--format", "csv").out())
        .isEqualTo("channel,quality,kind,start,end,seconds\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=1+1 | '=1+1",
        "+1 | '+1",
        "-1 | '-1",
        "@SUM(A1) | '@SUM(A1)",
        "a,b | \"a,b\"",
        "say \"x\" | \"say \"\"x\"\"\"",
        "=\"a\",b | \"'=\"\"a\"\",b\"",
        "ä b | ä b"
      })
  void aNameIsNoFormulaAndOneCell(String channel, String cell) throws IOException {
    recordHole(channel + "/source");

    assertThat(check("--format", "csv").out()).contains("\n" + cell + ",source,raw,");
  }

  @Test
  void jsonIsADocumentALine() throws IOException {
    recordHole("one/source");
    recordWhole("one/480p");

    Answer answer = check("--qualities", "source,480p", "--format", "json");

    assertThat(answer.out()).endsWith("}\n");
    assertThat(answer.out().lines().map(line -> new JsonObject(line)))
        .allSatisfy(document ->
            assertThat(document.fieldNames())
                .containsExactly("channel", "quality", "holes_us", "editable_holes_us", "hours"))
        .extracting(document -> document.getString("quality"))
        .containsExactly("source", "480p");
  }

  @Test
  void theMapIsOnlyThereIfItIsAskedFor() throws IOException {
    recordWhole("one/source");

    JsonObject document = new JsonObject(check("--format", "json", "--map").out());

    assertThat(document.getJsonObject("map").getJsonArray("hours").getString(0))
        .startsWith("##.")
        .hasSize(1_800);
  }

  @Test
  void aStreamWithoutSegmentsHasNoMap() throws IOException {
    recordWhole("one/source");

    assertThat(check("one", "--qualities", "480p", "--format", "json", "--map").out())
        .isEqualTo(
            """
            {"channel":"one","quality":"480p","holes_us":[],"editable_holes_us":[],"hours":{},"map":null}
            """);
  }
}
