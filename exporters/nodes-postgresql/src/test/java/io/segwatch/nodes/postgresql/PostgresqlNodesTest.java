package io.segwatch.nodes.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.segwatch.conformance.PostgresServer;
import io.segwatch.exporter.Node;
import io.segwatch.exporter.NodeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlNodesTest {
  private static final String PASSWORD = "p ss'w\\rd/@:%+";
  private static final String QUOTED = "'p ss\\'w\\\\rd/@:%+'";

  private PostgresServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new PostgresServer(folder, PASSWORD);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void makeTable() {
    server.makeTable();
  }

  private NodeSource source(String connection) {
    return new PostgresqlNodesProvider().create(connection.formatted(server.port()), Map.of());
  }

  private NodeSource source() {
    return source(
        "host=127.0.0.1 port=%d dbname=wub user=owner password=" + QUOTED.replace("%", "%%"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=127.0.0.1 port=%d dbname=wub user=owner password=" + "'p ss\\'w\\\\rd/@:%%+'",
        "postgresql://owner:p%%20ss'w%%5Crd%%2F%%40%%3A%%25%%2B@127.0.0.1:%d/wub",
        "postgres://owner@127.0.0.1:%d/wub?connect_timeout=5&sslmode=prefer&password="
            + "p%%20ss'w%%5Crd%%2F%%40%%3A%%25%%2B",
        "host=127.0.0.1,127.0.0.1 port=1,%d dbname=wub user=owner password="
            + "'p ss\\'w\\\\rd/@:%%+'",
      })
  void nodesAreThoseToBackfillFrom(String connection) throws IOException {
    server.sql(
        "INSERT INTO nodes VALUES ('alder', 'https://alder.example.org', true),"
            + " ('birch', 'http://birch:8080/x/', true), ('cedar', 'https://cedar', false)");

    assertThat(source(connection).nodes())
        .containsExactlyInAnyOrder(
            new Node("alder", URI.create("https://alder.example.org")),
            new Node("birch", URI.create("http://birch:8080/x")));
  }

  @Test
  void namesAreTakenAsTheyAreAndAddressesOnlyIfTheyAreOfTheWeb() throws IOException {
    server.sql(
        "INSERT INTO nodes VALUES ('<b>''\";--', 'https://a'), (E'\\u202Eevil\\n', 'https://b'),"
            + " ('j', 'javascript:alert(1)'), ('f', 'file:///etc/passwd'), ('n', 'nonsense'),"
            + " ('q', 'https://x/?a'), ('s', 'https://x/\"><script>'), ('', 'https://c')");

    assertThat(source().nodes())
        .containsExactlyInAnyOrder(
            new Node("<b>'\";--", URI.create("https://a")),
            new Node("\u202Eevil\n", URI.create("https://b")),
            new Node("", URI.create("https://c")));
  }

  @Test
  void aTableThatIsNotThereIsTold() {
    server.sql("DROP TABLE nodes");

    assertThatIOException()
        .isThrownBy(() -> source().nodes())
        .withMessageContaining("relation \"nodes\" does not exist");
  }

  @Test
  void aWrongPasswordIsToldAndNotShown() {
    assertThatIOException()
        .isThrownBy(source("host=127.0.0.1 port=%d dbname=wub user=owner password=hunter2")::nodes)
        .withMessageContaining("password authentication failed for user \"owner\"")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
  }

  @Test
  void aServerThatIsStoppedIsToldAndFoundAgain() throws IOException {
    server.sql("INSERT INTO nodes VALUES ('alder', 'https://alder')");
    NodeSource source = source();
    assertThat(source.nodes()).hasSize(1);

    server.stop();
    assertThatIOException().isThrownBy(source::nodes).withMessageContaining("refused");

    server.start();
    assertThat(source.nodes()).hasSize(1);
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeSource source =
          new PostgresqlNodesProvider()
              .create(
                  "host=127.0.0.1 port=%d connect_timeout=1".formatted(silent.getLocalPort()),
                  Map.of());

      assertThatIOException().isThrownBy(source::nodes);
    }
  }

  @Test
  void aTableThatIsLockedIsGivenUp() {
    NodeSource source =
        source(
            "connect_timeout=2 host=127.0.0.1 port=%d dbname=wub user=owner password="
                + QUOTED.replace("%", "%%"));
    Process lock = server.begin("BEGIN; LOCK nodes; SELECT pg_sleep(600)");
    try {
      boolean refused = false;
      while (!refused) {
        assertThat(lock.isAlive()).isTrue();
        try {
          assertThat(source.nodes()).as("not locked yet").isEmpty();
        } catch (IOException e) {
          refused = true;
        }
      }
    } finally {
      server.sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%'");
      lock.destroy();
    }
  }
}
