package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with the maps of all nodes, from a real database. */
class NodesIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;
  @TempDir Path server;

  @Test
  void aPageIsMadeOfWhatTheDatabaseListsAndStandsWhileThatIsDown() throws IOException {
    Path base = scratch.resolve("segments");
    new Recording(base, "desertbus", "source").record(FIRST, FIRST.plusSeconds(600));
    Path page = base.resolve("coverage-maps/desertbus_source_coverage.html");
    try (PostgresServer database = new PostgresServer(server, "hunter2 '")) {
      database.sql("INSERT INTO nodes VALUES ('<b>alder', 'https://alder.example.org')");
      String[] arguments = {
        "--make-page",
        "--connection-string",
        "host=127.0.0.1 port=%d dbname=wub user=owner password='hunter2 \\''"
            .formatted(database.port())
      };
      String made;
      try (AgentProcess agent = Launch.on(base, scratch, arguments).agent().awaitReady()) {
        Await.until("the page", () -> Files.exists(page));
        made = Files.readString(page);
        assertThat(made).contains("&lt;b&gt;alder", "https://alder.example.org/segments/");
        assertThat(agent.text("/coverage-maps/desertbus_source_coverage.html")).isEqualTo(made);
        agent.awaitMetric(1, "segwatch_map_nodes");
      }
      database.stop();
      try (AgentProcess agent = Launch.on(base, scratch, arguments).agent().awaitReady()) {
        agent.awaitLog("the nodes cannot be listed, the last page stands: .*refused");
        assertThat(page).hasContent(made);
        assertThat(agent.text("/coverage-maps/desertbus_source_coverage.html")).isEqualTo(made);
        assertThat(agent.log()).noneMatch(line -> line.contains("hunter2"));
      }
    }
  }

  @Test
  void whoRunsOnceMakesThePageToo() throws IOException {
    Path base = scratch.resolve("segments");
    new Recording(base, "desertbus", "source").record(FIRST, FIRST.plusSeconds(600));
    try (PostgresServer database = new PostgresServer(server, "secret")) {
      database.sql("INSERT INTO nodes VALUES ('alder', 'https://alder.example.org')");
      Launch.Finished once =
          Launch.on(base, scratch, "--run-once", "--make-page")
              .with(
                  "SEGWATCH_CONNECTION_STRING",
                  "postgres://owner:secret@127.0.0.1:" + database.port() + "/wub")
              .run();

      assertThat(once.status()).as(once.err()).isZero();
    }
    assertThat(base.resolve("coverage-maps/desertbus_source_coverage.html"))
        .content()
        .contains("https://alder.example.org/segments/");
  }
}
