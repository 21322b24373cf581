package io.segwatch.exporter.map;

import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** Maps of three hours on the web server, and no files. */
abstract class ServedMaps {
  static final String MAP = "/maps/desertbus/source.png";

  @AutoClose final FakeAgent agent = new FakeAgent();

  @BeforeEach
  void start() {
    agent.start(new MapExporter(Optional.empty(), Optional.empty()));
    agent.tell(threeHours(30));
  }

  /** An hour, half an hour, and the given minutes. */
  static ChannelScan threeHours(int minutes) {
    return new Recording()
        .hour("2026-11-20T10", "00:00-3600-full-aaaa.ts")
        .hour("2026-11-20T11", "30:00-1800-partial-aaaa.ts")
        .hour("2026-11-20T12", "00:00-" + 60 * minutes + "-full-aaaa.ts")
        .scan();
  }
}
