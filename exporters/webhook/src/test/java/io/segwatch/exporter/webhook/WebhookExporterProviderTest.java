package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.Command;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookExporterProviderTest {
  private final ExporterProvider provider = new WebhookExporterProvider();

  @Test
  void isProvidedByItsModule() {
    assertThat(WebhookExporterProvider.class.getModule().getDescriptor().provides())
        .singleElement()
        .satisfies(provides -> {
          assertThat(provides.service()).isEqualTo(ExporterProvider.class.getName());
          assertThat(provides.providers()).containsExactly(WebhookExporterProvider.class.getName());
        });
  }

  @Test
  void isConfiguredAsWebhook() {
    assertThat(provider.name()).isEqualTo("webhook");
  }

  @Test
  void asksForEndpointsAndNothingElse() {
    Settings settings =
        new Settings(
            Map.of("endpoints", List.of(endpoint("a", "https://example.org")), "endpoint", "b"));
    provider.create(settings);

    assertThat(settings.problems())
        .containsExactly("endpoint: unknown key; did you mean endpoints?");
  }

  @Test
  void needsNoEndpoint() {
    Settings settings = new Settings(Map.of());
    provider.create(settings);

    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void bringsItsCommands() {
    assertThat(provider.commands().stream().map(Command::name)).containsExactly("test", "render");
  }
}
