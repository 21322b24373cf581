package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Command;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Webhooks: {@code exporters.webhook} in the configuration, as {@link EndpointReader} shows it. */
public final class WebhookExporterProvider implements ExporterProvider {
  private final EndpointReader reader =
      new EndpointReader(name -> Optional.ofNullable(System.getenv(name)));

  /** For the service loader. */
  public WebhookExporterProvider() {}

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Exporter create(Settings settings) {
    return new WebhookExporter(reader, reader.read(settings), Tuning.standard());
  }

  @Override
  public List<Command> commands() {
    return List.of(
        new TestCommand(reader, Clock.systemUTC(), Tuning.standard()),
        new RenderCommand(reader, Clock.systemUTC()));
  }

  @Override
  public List<Command> topLevelCommands() {
    return List.of(new OutboxCommand(Clock.systemUTC()));
  }
}
