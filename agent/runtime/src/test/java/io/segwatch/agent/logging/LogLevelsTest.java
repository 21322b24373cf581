package io.segwatch.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {
  private static final String NAME = "some.package.Thing";
  private static final System.Logger LOG = System.getLogger(NAME);

  private final Level rootBefore = Logger.getLogger("").getLevel();
  private final LogLevels levels = new LogLevels();

  @AfterEach
  void putBack() {
    Logger.getLogger("").setLevel(rootBefore);
    levels.set(NAME, "inherit");
    levels.set("some.package", "inherit");
  }

  @ParameterizedTest
  @CsvSource({"debug, FINE", "INFO, INFO", "Warning, WARNING", "error, SEVERE"})
  void areSetByTheWordsOfTheLog(String word, String level) {
    assertThat(levels.set(NAME, word)).isTrue();

    assertThat(Logger.getLogger(NAME).getLevel()).isEqualTo(Level.parse(level));
    assertThat(levels.all()).containsEntry(NAME, word.toUpperCase(Locale.ROOT));
  }

  @Test
  void areThoseOfTheLoggersBelowAsWell() {
    levels.set("", "info");
    assertThat(LOG.isLoggable(System.Logger.Level.DEBUG)).isFalse();

    levels.set("some.package", "debug");
    assertThat(LOG.isLoggable(System.Logger.Level.DEBUG)).isTrue();

    levels.set("some.package", "inherit");
    assertThat(LOG.isLoggable(System.Logger.Level.DEBUG)).isFalse();
    assertThat(levels.all()).doesNotContainKey("some.package").containsEntry("", "INFO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "loud", "FINE", "off"})
  void otherWordsAreRefused(String word) {
    assertThat(levels.set(NAME, word)).isFalse();
    assertThat(Logger.getLogger(NAME).getLevel()).isNull();
  }

  @Test
  void theTopmostHasNoneToInheritFrom() {
    assertThat(levels.set("", "inherit")).isFalse();
  }

  @Test
  void onlyLoggersThatThereAreAndThoseAboveThemAreKnown() {
    assertThat(LOG.getName()).isEqualTo(NAME);
    assertThat(levels.knows(NAME)).isTrue();
    assertThat(levels.knows("some.package")).isTrue();
    assertThat(levels.knows("")).isTrue();
    assertThat(levels.knows("some.pack")).isFalse();
    assertThat(levels.knows("some.package.Thinh")).isFalse();
  }
}
