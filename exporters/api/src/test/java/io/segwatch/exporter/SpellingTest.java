package io.segwatch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("--base-dir", "--host", "--metrics-port", "--check-interval", "--live");

  @ParameterizedTest
  @CsvSource({
    "--basedir, --base-dir",
    "--metrics-prot, --metrics-port",
    "--hots, --host",
    "--port, --metrics-port",
    "interval, --check-interval",
    "-l, --live"
  })
  void theNearestWordIsFound(String word, String nearest) {
    assertThat(Spelling.nearest(word, KNOWN)).hasValue(nearest);
  }

  @Test
  void whereNoWordIsKnownNoneIsNear() {
    assertThat(Spelling.nearest("word", List.of())).isEmpty();
  }
}
