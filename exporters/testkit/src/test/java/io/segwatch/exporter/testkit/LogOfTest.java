package io.segwatch.exporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

class LogOfTest {
  private static final Logger LOG = System.getLogger(LogOfTest.class.getName());

  @Test
  void hearsAClassAtEveryLevelWhileItIsOpen() {
    LogOf heard;
    try (LogOf log = new LogOf(LogOfTest.class)) {
      LOG.log(Level.TRACE, "{0} of {1}", "one", "two");
      heard = log;
    }
    LOG.log(Level.DEBUG, "after the end");

    assertThat(heard.lines()).containsExactly("one of two");
  }

  @Test
  void hearsAllClassesOfAPackage() {
    try (LogOf log = new LogOf(LogOfTest.class.getPackage())) {
      LOG.log(Level.DEBUG, "said");

      assertThat(log.lines()).containsExactly("said");
    }
  }
}
