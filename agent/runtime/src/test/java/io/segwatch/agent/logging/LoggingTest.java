package io.segwatch.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
  private static final Logger ROOT = Logger.getLogger("");
  private static final System.Logger LOG = System.getLogger("some.module");

  private final StringWriter written = new StringWriter();
  private final PrintWriter writer = new PrintWriter(written);
  private final List<Handler> handlersBefore = List.of(ROOT.getHandlers());
  private final Level levelBefore = ROOT.getLevel();

  @BeforeEach
  void startWithout() {
    handlersBefore.forEach(ROOT::removeHandler);
  }

  @AfterEach
  void putBack() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    handlersBefore.forEach(ROOT::addHandler);
    ROOT.setLevel(levelBefore);
  }

  private static LogRecord entry(Level level, String message) {
    LogRecord entry = new LogRecord(level, message);
    entry.setLoggerName("some.module");
    entry.setInstant(Instant.parse("2026-11-24T03:00:00.123456Z"));
    return entry;
  }

  @ParameterizedTest
  @CsvSource({"FINE, DEBUG", "INFO, 'INFO '", "WARNING, WARNING", "SEVERE, ERROR"})
  void aLineHasTimeLevelModuleAndMessage(String level, String word) {
    assertThat(new TextFormatter().format(entry(Level.parse(level), "three hours")))
        .isEqualTo("2026-11-24T03:00:00.123Z " + word + " some.module three hours\n");
  }

  @Test
  void aNameInAMessageCannotForgeALine() {
    assertThat(
            new TextFormatter()
                .format(entry(Level.INFO, "a\n2026-11-24 b\r\u001b[2J\u202ec\u2028")))
        .isEqualTo(
            "2026-11-24T03:00:00.123Z INFO  some.module"
                + " a\\n2026-11-24 b\\r\\u001b[2J\\u202ec\\u2028\n");
  }

  @Test
  void aStackTraceFollowsItsLineAndCannotForgeOneEither() {
    LogRecord entry = entry(Level.SEVERE, "it broke");
    entry.setThrown(new IllegalStateException("a\n2026-11-24T03:00:00.123Z INFO  x forged"));

    List<String> lines = new TextFormatter().format(entry).lines().toList();

    assertThat(lines.getFirst()).endsWith("it broke");
    assertThat(lines.get(1)).isEqualTo("    java.lang.IllegalStateException: a");
    assertThat(lines.subList(1, lines.size()))
        .hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line).startsWith("    "));
  }

  @Test
  void asJsonItIsOneObjectALine() {
    LogRecord entry = entry(Level.SEVERE, "a \"b\"\nc");
    entry.setThrown(new IllegalStateException("why"));

    String line = new JsonFormatter().format(entry);

    assertThat(line.lines()).hasSize(1);
    JsonObject object = new JsonObject(line);
    assertThat(object.getString("time")).isEqualTo("2026-11-24T03:00:00.123Z");
    assertThat(object.getString("level")).isEqualTo("ERROR");
    assertThat(object.getString("module")).isEqualTo("some.module");
    assertThat(object.getString("message")).isEqualTo("a \"b\"\nc");
    assertThat(object.getString("error")).startsWith("java.lang.IllegalStateException: why\n");
  }

  @Test
  void onlyTheLevelAndAboveIsWritten() {
    Logging.install(LogFormat.TEXT, System.Logger.Level.WARNING, writer);

    LOG.log(System.Logger.Level.INFO, "unheard");
    LOG.log(System.Logger.Level.WARNING, "heard {0}", "twice");

    assertThat(written.toString()).contains("WARNING some.module heard twice\n");
    assertThat(written.toString()).doesNotContain("unheard");
  }

  @Test
  void aLaterCallTakesThePlaceOfAnEarlierOne() {
    Logging.install(LogFormat.TEXT, System.Logger.Level.INFO, new PrintWriter(new StringWriter()));
    Logging.install(LogFormat.JSON, System.Logger.Level.DEBUG, writer);

    LOG.log(System.Logger.Level.DEBUG, "seen");

    assertThat(ROOT.getHandlers()).hasSize(1);
    assertThat(new JsonObject(written.toString()).getString("level")).isEqualTo("DEBUG");
  }

  @Test
  void linesAreCountedByLevelAndModuleUnderTheIncumbentsName() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Logging.install(LogFormat.TEXT, System.Logger.Level.INFO, writer);
    LogCounter counter = Logging.countInto(registry);

    LOG.log(System.Logger.Level.INFO, "one");
    LOG.log(System.Logger.Level.INFO, "two");
    LOG.log(System.Logger.Level.WARNING, "three");
    LOG.log(System.Logger.Level.ERROR, "four");
    LOG.log(System.Logger.Level.DEBUG, "not even written");

    assertThat(registry.scrape())
        .contains("log_count_total{level=\"INFO\",module=\"some.module\"} 2.0")
        .contains("log_count_total{level=\"WARNING\",module=\"some.module\"} 1.0")
        .contains("log_count_total{level=\"ERROR\",module=\"some.module\"} 1.0")
        .doesNotContain("DEBUG");
    counter.close();
    assertThat(ROOT.getHandlers()).hasSize(1);
  }

  @Test
  void countingGoesOnWhenLoggingIsSetUpAgain() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Logging.countInto(registry);
    Logging.install(LogFormat.TEXT, System.Logger.Level.DEBUG, writer);

    LOG.log(System.Logger.Level.DEBUG, "one");

    assertThat(registry.scrape())
        .contains("log_count_total{level=\"DEBUG\",module=\"some.module\"} 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain name | plain name",
        "ünïcode 時間 🎥 | ünïcode 時間 🎥",
        "back\\slash | back\\slash",
      })
  void whatCanBeSeenStaysAsItIs(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }

  @Test
  void whatCannotBeSeenIsWrittenAsAnEscape() {
    assertThat(Printable.of("\t\u0000\u007f\u0085\u200b\u200f\u2066\ufeff\ud800\udb40\udc01"))
        .isEqualTo("\\t\\u0000\\u007f\\u0085\\u200b\\u200f\\u2066\\ufeff\\ud800\\U000e0001");
  }
}
