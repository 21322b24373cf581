package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapPagesTest extends ServedMaps {
  @Test
  void showAllHoursInColumnsOfTenMinutes() throws IOException {
    Answer answer = agent.get(MAP);

    BufferedImage picture = Pictures.read(answer.body());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).isEqualTo("image/png");
    assertThat(picture.getWidth()).isEqualTo(18);
    assertThat(picture.getHeight()).isEqualTo(300);
    assertThat(columnsOf(picture)).isEqualTo("###### ...+++ ###...");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-11-20T11,                                    ...+++ ###...",
    "from=2026-11-20T11:59:59.999,                          ...+++ ###...",
    "to=2026-11-20T11,                                      ###### ...+++",
    "from=2026-11-20T11&to=2026-11-20T11,                   ...+++",
    "from=2026-11-20T11:00Z&to=2026-11-20T11:59Z,           ...+++",
    "from=2026-11-20T13:00%2B02:00&to=2026-11-20T13%2B0200, ...+++",
    "from=2026-11-20T13:00+02:00&to=2026-11-20T13+0200,     ...+++",
    "from=2026-11-20T09&to=2026-11-20T10,                   ...... ######",
    "from=2026-11-20T12&to=2026-11-20T13,                   ###... ......",
    "from=2026-11-25T12&to=2026-11-25T12,                   ......",
  })
  void showTheHoursFromOneToAnotherBothIncluded(String query, String columns) throws IOException {
    BufferedImage picture = Pictures.read(agent.get(MAP + "?" + query).body());

    assertThat(columnsOf(picture)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "pixel=3600,           1, 300",
    "pixel=3600&rows=1,    3,   1",
    "pixel=1&rows=60,    180,  60",
    "rows=1800,            3, 1800",
    "rows=100000,          1, 100000",
    "rows=1,            5400,   1",
  })
  void haveTheScaleAskedFor(String query, int width, int height) throws IOException {
    BufferedImage picture = Pictures.read(agent.get(MAP + "?" + query).body());

    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  @Test
  void hideNoHoleHoweverCoarseTheyAre() throws IOException {
    agent.tell(
        new Recording()
            .hour("2026-11-20T10", "00:00-1800-full-aaaa.ts", "30:00.5-1799.5-full-aaaa.ts")
            .hour("2026-11-20T11", "00:00-3600-full-aaaa.ts")
            .scan());

    BufferedImage picture = Pictures.read(agent.get(MAP + "?pixel=3600&rows=1").body());

    assertThat(Pictures.pixels(picture)).containsExactly(Pictures.WHITE, Pictures.BLUE);
  }

  @Test
  void areTheSameWithTheDefaultsSpelledOut() {
    Answer spelledOut = agent.get(MAP + "?pixel=2&rows=300&from=2026-11-20T10&to=2026-11-20T12");

    assertThat(spelledOut.body()).isEqualTo(agent.get(MAP).body());
    assertThat(spelledOut.headers().get("etag")).isEqualTo(agent.get(MAP).headers().get("etag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pixel=7        | pixel is to be a number of seconds that divides 3600, such as 1, 2, 10 or"
            + " 60",
        "pixel=0        | pixel is to be a number from 1 to 3600",
        "pixel=-2       | pixel is to be a number from 1 to 3600",
        "pixel=7200     | pixel is to be a number from 1 to 3600",
        "pixel=2.0      | pixel is to be a number from 1 to 3600",
        "pixel=         | pixel is to be a number from 1 to 3600",
        "rows=0         | rows is to be a number from 1 to 4000000",
        "rows=4000001   | rows is to be a number from 1 to 4000000",
        "rows=many      | rows is to be a number from 1 to 4000000",
        "rows=99999999999999999999 | rows is to be a number from 1 to 4000000",
        "from=yesterday | from is to be a time in ISO 8601, such as 2026-11-15T13 or"
            + " 2026-11-15T14:30+01:00",
        "to=2026-02-30  | to is to be a time in ISO 8601, such as 2026-11-15T13 or"
            + " 2026-11-15T14:30+01:00",
        "to=            | to is to be a time in ISO 8601, such as 2026-11-15T13 or"
            + " 2026-11-15T14:30+01:00",
        "from=2026-11-20T12&to=2026-11-20T11 | there is no hour from 2026-11-20T12 to"
            + " 2026-11-20T11",
        "from=2026-11-20T13 | there is no hour from 2026-11-20T13 to 2026-11-20T12",
        "to=2026-11-20T09   | there is no hour from 2026-11-20T10 to 2026-11-20T09",
        "form=2026-11-20T12 | unknown parameter 'form'; there are from, to, pixel, rows",
        "pixel=2&pixel=2 | pixel is given more than once",
        "pixel=2&to=2026-11-20T12&from=2025-09-29T21 | 10000 hours at pixel=2 are too large a"
            + " picture: at most 2222 hours would do, or pixel=10",
        "pixel=3600&from=0001-01-01&to=9999-12-31 | 87649393 hours at pixel=3600 are too large a"
            + " picture: at most 3999900 hours would do",
        "rows=2000001&pixel=1&to=2026-11-20T12&from=2026-10-28T09 | 556 hours at pixel=1 are too"
            + " large a picture: at most 555 hours would do, or pixel=2",
      })
  void sayWhatWouldBeRightWhereTheQuestionIsWrong(String query, String detail) {
    Answer answer = agent.get(MAP + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getString("detail")).isEqualTo(detail);
  }

  @Test
  void refuseAQueryThatIsNotProperlyEncoded() {
    assertThat(agent.get(MAP + "?pixel=%zz").status()).isEqualTo(400);
  }

  @Test
  void areAsLargeAsTheRemedyPromises() throws IOException {
    String largest = MAP + "?to=2026-11-20T12&from=2026-08-19T23";

    assertThat(Pictures.read(agent.get(largest).body()).getWidth()).isEqualTo(2_222 * 6);
  }

  @Test
  void showTheNewestTwoThousandHoursOfALongRecording() throws IOException {
    long first = HourName.parse("2026-01-01T00").orElseThrow();
    Rules rules =
        new Rules(
            Rules.DEFAULT.tolerance(),
            Rules.DEFAULT.offAirAfter(),
            new HourRange(first, first + 2_999 * Micros.PER_HOUR));
    String last = HourName.of(first + 2_999 * Micros.PER_HOUR);
    agent.tell(
        new Recording(rules)
            .hour("2026-01-01T00", "00:00-3600-full-aaaa.ts")
            .hour(last, "00:00-3600-full-aaaa.ts")
            .scan());

    BufferedImage all = Pictures.read(agent.get(MAP).body());
    BufferedImage untilTheFirst = Pictures.read(agent.get(MAP + "?to=2026-01-01T01").body());

    assertThat(all.getWidth()).isEqualTo(12_000);
    assertThat(all.getRGB(11_999, 299)).isEqualTo(Pictures.BLUE);
    assertThat(all.getRGB(0, 0)).isEqualTo(Pictures.WHITE);
    assertThat(untilTheFirst.getWidth()).isEqualTo(12);
    assertThat(untilTheFirst.getRGB(0, 0)).isEqualTo(Pictures.BLUE);
  }

  /** A character for each column, an hour a word: {@code #} blue, {@code +} orange, else white. */
  private static String columnsOf(BufferedImage picture) {
    StringBuilder columns = new StringBuilder();
    for (int column = 0; column < picture.getWidth(); column++) {
      columns.append(column > 0 && column % 6 == 0 ? " " : "");
      int colour = picture.getRGB(column, picture.getHeight() / 2);
      columns.append(colour == Pictures.BLUE ? '#' : colour == Pictures.ORANGE ? '+' : '.');
    }
    return columns.toString();
  }
}
