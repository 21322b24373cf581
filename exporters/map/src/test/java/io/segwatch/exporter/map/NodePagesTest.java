package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.Node;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.LogOf;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The page with the maps of all nodes, as the incumbent has it. */
class NodePagesTest extends WrittenMaps {
  private static final Node ALDER = new Node("alder", URI.create("https://alder.example.org"));
  private static final Node BIRCH = new Node("birch", URI.create("http://birch:8080/x"));
  private static final String URL = "/coverage-maps/desertbus_source_coverage.html";

  private Path page() {
    return maps.resolve("desertbus_source_coverage.html");
  }

  private void start(Map<String, Object> settings) {
    Settings read = new Settings(settings);
    agent.start(new MapExporterProvider().create(read));
    assertThat(read.problems()).isEmpty();
  }

  private void startWithDatabase() {
    start(Map.of("make-page", "true", "connection-string", "dbname=wub"));
  }

  @Test
  void hasTheMapOfEveryNodeAtTheIncumbentsAddressInOrderOfName() throws IOException {
    agent.with(() -> List.of(BIRCH, ALDER));
    startWithDatabase();
    agent.tell(scan(30));

    String html = Files.readString(page());
    assertThat(html)
        .contains("<title>desertbus source Segment Coverage Maps</title>")
        .containsSubsequence(
            "<h2>alder</h2>",
            "src=\"https://alder.example.org/segments/coverage-maps/desertbus_source_coverage.png\"",
            "<h2>birch</h2>",
            "src=\"http://birch:8080/x/segments/coverage-maps/desertbus_source_coverage.png\"");
    assertThat(agent.get(URL).text()).isEqualTo(html);
    assertThat(agent.get(URL).headers().get("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(agent.get(URL).headers().get("content-security-policy"))
        .isEqualTo(CoveragePage.POLICY)
        .contains("default-src 'none'", "script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(agent.get("/segments" + URL).text()).isEqualTo(html);
    assertThat(agent.get("/segments/coverage-maps/desertbus_source_coverage.png").status())
        .isEqualTo(200);
  }

  @Test
  void isNotMadeUnlessAskedFor() {
    start(Map.of("connection-string", "dbname=wub"));
    agent.tell(scan(30));

    assertThat(page()).doesNotExist();
    assertThat(agent.get(URL).status()).isEqualTo(404);
    assertThat(agent.get(URL).text()).contains("--make-page");
  }

  @Test
  void hasTheNodesOfTheConfigurationWhichComeFirst() throws IOException {
    agent.with(() -> List.of(ALDER, BIRCH));
    start(
        Map.of(
            "make-page",
            "true",
            "connection-string",
            "dbname=wub",
            "nodes",
            List.of(Map.of("name", "birch", "url", "https://birch.example.org/"))));
    agent.tell(scan(30));

    assertThat(page())
        .content()
        .contains("https://alder.example.org/segments/", "https://birch.example.org/segments/")
        .doesNotContain("birch:8080");
  }

  @Test
  void hasTheMapBesideItWhereNoNodeIsKnown() {
    start(Map.of("make-page", "true"));
    agent.tell(scan(30));

    assertThat(page()).content().contains("src=\"./desertbus_source_coverage.png\"");
    assertThat(agent.trouble()).isEmpty();
  }

  @Test
  void addressesFollowTheFolderOfTheMaps() {
    start(
        Map.of(
            "make-page",
            "true",
            "output-dir",
            "my maps/a",
            "nodes",
            List.of(Map.of("name", "alder", "url", "https://alder"))));
    agent.tell(scan(30));

    assertThat(base.resolve("my maps/a/desertbus_source_coverage.html"))
        .content()
        .contains("https://alder/segments/my%20maps/a/desertbus_source_coverage.png");
  }

  @Test
  void standsWhileTheNodesCannotBeListedAndSaysSo() throws IOException {
    Files.createDirectories(maps);
    Files.writeString(page(), "the last one");
    agent.with(() -> {
      throw new IOException("the server is down");
    });
    try (LogOf log = new LogOf(NodeList.class)) {
      startWithDatabase();
      agent.tell(scan(30));

      assertThat(log.lines()).hasSize(1).first().asString().contains("the server is down");
    }
    assertThat(file()).exists();
    assertThat(page()).hasContent("the last one");
    assertThat(agent.get(URL).text()).isEqualTo("the last one");
    assertThat(agent.trouble())
        .contains("the nodes cannot be listed, the last page stands: the server is down");
    assertThat(agent.meters().get("segwatch.map.nodes.failures").counter().count()).isEqualTo(1);
    agent.stop();
    assertThat(agent.meters().find("segwatch.map.nodes.failures").counter()).isNull();
  }

  @Test
  void isNotThereYetWhereThereWasNone() {
    start(Map.of("make-page", "true", "connection-string", "nonsense://x"));
    agent.tell(scan(30));

    assertThat(agent.get(URL).status()).isEqualTo(503);
    assertThat(agent.trouble()).isPresent();
    assertThat(file()).exists();
  }

  @Test
  void mapsAreDrawnWhileADatabaseHangs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    agent.with(() -> {
      asked.countDown();
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of(ALDER);
    });
    Thread starting = Thread.ofVirtual().start(this::startWithDatabase);
    asked.await();
    agent.tell(scan(30));

    assertThat(file()).exists();
    assertThat(page()).doesNotExist();
    hanging.countDown();
    starting.join();
    assertThat(page()).content().contains("alder");
  }

  @Test
  void namesAreTextAndNothingElse() throws IOException {
    StreamId hostile = new StreamId("<script>alert(1)</script>&\"'", "\u202Eevil\u0007 %2F");
    agent.with(
        () -> List.of(new Node("<img src=x onerror=alert(1)>\u202E", URI.create("https://a/'x"))));
    startWithDatabase();
    agent.tell(Recording.scanOf(new StreamId("a\"><b>", "q'"), scan(30).timeline()));

    String html = Files.readString(maps.resolve("a\"><b>_q'_coverage.html"));
    assertThat(html)
        .contains("a&quot;&gt;&lt;b&gt; q&#39;")
        .contains("&lt;img src=x onerror=alert(1)&gt;\ufffd")
        .contains("https://a/&#39;x/segments/coverage-maps/a%22%3E%3Cb%3E_q%27_coverage.png")
        .doesNotContain("<b>", "<img src=x", "\u202E");
    assertThat(CoveragePage.of(hostile, "coverage-maps", List.of()).bytes().toString())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39; \ufffdevil\ufffd %2F")
        .contains("%20%252F_coverage.png")
        .doesNotContain("<script>alert", "\u202E", "\u0007");
  }

  @Test
  void settingsAreReadStrictly() {
    Settings settings =
        new Settings(
            Map.of(
                "make-page",
                "perhaps",
                "connection-string",
                "hunter2",
                "nodes",
                List.of(Map.of("name", "", "url", "ftp://x"), Map.of("nam", "x"))));

    assertThat(new MapExporterProvider().create(settings)).isNotNull();
    assertThat(settings.problems())
        .containsExactly(
            "make-page: 'perhaps' is to be true or false",
            "connection-string: is to be postgresql://USER:PASSWORD@HOST/DBNAME, or host=HOST"
                + " dbname=DBNAME user=USER",
            "nodes[0].name: is to be the name of a node",
            "nodes[0].url: is to be the address of a web server such as"
                + " https://store-3.example.org",
            "nodes[1].name: is to be the name of a node",
            "nodes[1].url: is to be the address of a web server such as"
                + " https://store-3.example.org",
            "nodes[1].nam: unknown key; did you mean name?");
    assertThat(Optional.of(settings.problems()).toString()).doesNotContain("hunter2");
  }
}
