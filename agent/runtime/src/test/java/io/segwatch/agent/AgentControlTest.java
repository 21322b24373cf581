package io.segwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.config.AgentConfig;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control socket of a running agent answers. */
class AgentControlTest {
  private static final Logger LOGGER = Logger.getLogger(AgentControlTest.class.getName());

  @TempDir Path temp;
  private TestAgent agent;
  private UnixHttp control;

  @BeforeEach
  void start() {
    Path base = temp.resolve("base");
    TestAgent.write(base, "chan/source", "2026-11-14T03", TestAgent.FULL);
    AgentConfig config = TestAgent.config(base, Map.of("check-interval", "1h"), List.of());
    control = new UnixHttp(config.stateDir().resolve("control"));
    TestProvider postbox =
        new TestProvider(
            "postbox",
            (context, _) -> {
              context.control().get("/postbox", "what is in it", page -> page.response().end("0"));
              context
                  .control()
                  .post("/postbox/empty", "empties it", page -> page.response().end("emptied"));
              return Future.succeededFuture();
            });
    agent = new TestAgent(config, postbox);
    agent.agent.firstCycle().await();
  }

  @AfterEach
  void stop() {
    agent.close();
    LOGGER.setLevel(null);
  }

  @Test
  void listsWhatThereIs() {
    UnixHttp.Answer contents = control.get("/");

    assertThat(contents.head()).contains("200 OK", "text/plain");
    assertThat(contents.body())
        .contains(
            "GET  /threads",
            "GET  /memory",
            "GET  /state",
            "GET  /flamegraph?seconds=",
            "GET  /log-level",
            "POST /log-level?",
            "POST /scan",
            "GET  /postbox                 what is in it\n",
            "POST /postbox/empty           empties it\n");
  }

  @Test
  void takesOrdersForExporters() {
    assertThat(control.get("/postbox").body()).isEqualTo("0");
    assertThat(control.post("/postbox/empty").body()).isEqualTo("emptied");
    assertThat(control.get("/postbox/empty").status()).isEqualTo(405);
    assertThat(agent.http.get("/postbox").status()).isEqualTo(404);
  }

  @Test
  void tellsWhatEachThreadDoes() {
    assertThat(control.get("/threads").body())
        .contains("\"vert.x-eventloop-thread-0\"", "at java.base/sun.nio.ch.EPoll", "- locked <");
  }

  @Test
  void tellsWhatIsInMemoryAndHowBusyThePoolsAre() {
    JsonObject memory = new JsonObject(control.get("/memory").body());

    assertThat(memory.getJsonObject("heap").getLong("used")).isPositive();
    assertThat(names(memory.getJsonArray("memory_pools"))).contains("Metaspace");
    assertThat(names(memory.getJsonArray("buffer_pools"))).contains("direct", "netty direct");
    assertThat(names(memory.getJsonArray("worker_pools"))).contains("segwatch-scan");
  }

  @Test
  void tellsTheStateOfEveryPart() {
    JsonObject state = new JsonObject(control.get("/state").body());

    assertThat(names(state.getJsonArray("verticles")))
        .containsExactly("channels", "control", "exporters", "ledger", "web");
    assertThat(state.getJsonArray("verticles"))
        .allMatch(verticle -> ((JsonObject) verticle).getBoolean("answers"));
    assertThat(state.getJsonArray("channels"))
        .containsExactly(
            new JsonObject()
                .put("name", "chan")
                .put("scanned", true)
                .put("scanning", false)
                .put("hangs", false));
    assertThat(state.getJsonArray("streams").getJsonObject(0).getString("quality"))
        .isEqualTo("source");
    assertThat(names(state.getJsonArray("exporters"))).containsExactly("postbox");
  }

  @Test
  void scansNowAndAnswersWhenThatIsDone() {
    TestAgent.write(temp.resolve("base"), "chan/source", "2026-11-14T04", TestAgent.FULL);

    UnixHttp.Answer answer = control.post("/scan?channel=chan");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonArray("streams")).hasSize(1);
    assertThat(agent.agent.scans().iterator().next().timeline().hours()).hasSize(2);
  }

  @Test
  void scansNoChannelThatIsNotWatched() {
    assertThat(control.post("/scan?channel=nobody").status()).isEqualTo(404);
    assertThat(control.get("/scan").status()).isEqualTo(405);
  }

  @Test
  void changesTheLevelOfALogger() {
    UnixHttp.Answer answer =
        control.post("/log-level?level=debug&logger=" + AgentControlTest.class.getName());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new JsonObject(control.get("/log-level").body()).getString(LOGGER.getName()))
        .isEqualTo("DEBUG");
    assertThat(LOGGER.isLoggable(Level.FINE)).isTrue();
  }

  @Test
  void changesNoLevelThatItDoesNotUnderstand() {
    assertThat(control.post("/log-level?logger=io.segwatch.agnet&level=debug").status())
        .isEqualTo(404);
    assertThat(control.post("/log-level?logger=io.segwatch.agent&level=loud").body())
        .contains("debug, info, warning or error");
    assertThat(control.post("/log-level").status()).isEqualTo(400);
  }

  @Test
  void makesOneFlamegraphAtATime() {
    CompletableFuture<UnixHttp.Answer> one = flamegraph();
    CompletableFuture<UnixHttp.Answer> other = flamegraph();

    assertThat(List.of(one.join().status(), other.join().status()))
        .containsExactlyInAnyOrder(200, 409);
    assertThat(control.get("/flamegraph?seconds=1").head()).contains("200 OK", "text/plain");
  }

  private CompletableFuture<UnixHttp.Answer> flamegraph() {
    return CompletableFuture.supplyAsync(
        () -> control.get("/flamegraph?seconds=3"), Thread::startVirtualThread);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "61", "-1", "ten", "1.5", ""})
  void makesNoFlamegraphOfATimeThatMakesNoSense(String seconds) {
    assertThat(control.get("/flamegraph?seconds=" + seconds).body())
        .contains("seconds is to be a number from 1 to 60");
  }

  private static List<String> names(JsonArray all) {
    return all.stream().map(each -> ((JsonObject) each).getString("name")).toList();
  }
}
