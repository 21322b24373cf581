package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusExporterProviderTest {
  private final ExporterProvider provider = new PrometheusExporterProvider();

  @Test
  void isFoundByItsName() {
    getClass().getModule().addUses(ExporterProvider.class);

    assertThat(ServiceLoader.load(ExporterProvider.class).stream().map(p -> p.get().name()))
        .contains("prometheus");
  }

  @Test
  void needsNoSettings() {
    Settings settings = new Settings(Map.of());

    assertThat(provider.create(settings)).isInstanceOf(PrometheusExporter.class);
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "336", "999999", "all", "off"})
  void takesANumberOfHoursOrAllOrOff(String hours) {
    Settings settings = new Settings(Map.of("hourly-metrics", hours));

    assertThat(provider.create(settings)).isNotNull();
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000", "99999999999999999999", "12h", "ALL", "true", ""})
  void refusesAnythingElseByItsKey(String hours) {
    Settings settings = new Settings(Map.of("hourly-metrics", hours));

    assertThat(provider.create(settings)).isNotNull();
    assertThat(settings.problems())
        .containsExactly(
            "hourly-metrics: '"
                + hours
                + "' is to be a number of hours from 1 to 999999, all or off");
  }

  @Test
  void refusesAKeyThatItDoesNotKnow() {
    Settings settings = new Settings(Map.of("hourly-metric", "off"));

    assertThat(provider.create(settings)).isNotNull();
    assertThat(settings.problems())
        .containsExactly("hourly-metric: unknown key; did you mean hourly-metrics?");
  }
}
