package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  private static final String HOSTILE = "a\nb\tc\r\u001b[2J\u009b2J\u0000ü🚌";

  @Test
  void isOneLineWithoutControlCharacters() {
    assertThat(Printable.line(HOSTILE))
        .isEqualTo("a\ufffdb\ufffdc\ufffd\ufffd[2J\ufffd2J\ufffdü🚌");
  }

  @Test
  void orKeepsItsLines() {
    assertThat(Printable.lines(HOSTILE)).isEqualTo("a\nb\tc\ufffd\ufffd[2J\ufffd2J\ufffdü🚌");
  }
}
