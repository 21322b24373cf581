package io.segwatch.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.Await;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Vertx vertx = Vertx.vertx();
  private final Roster roster = new Roster(vertx);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    vertx.close().await();
  }

  @Test
  void tellsWhichAnswerAndWhichDoNot() {
    Blocked blocked = new Blocked();
    roster.deploy("fine", new Idle(), new DeploymentOptions()).await();
    roster.deploy("stuck", blocked, worker()).await();
    blocked.block();

    assertThat(roster.pulse().await())
        .isEqualTo(new JsonArray().add(verticle("fine", true)).add(verticle("stuck", false)));
  }

  @Test
  void aVerticleThatIsGoneIsNotOnIt() {
    String deployment = roster.deploy("short", new Idle(), new DeploymentOptions()).await();

    vertx.undeploy(deployment).await();

    assertThat(roster.pulse().await()).isEmpty();
  }

  private static JsonObject verticle(String name, boolean answers) {
    return new JsonObject().put("name", name).put("answers", answers);
  }

  private static DeploymentOptions worker() {
    return new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
  }

  private static final class Idle extends VerticleBase {}

  private final class Blocked extends VerticleBase {
    void block() {
      context.runOnContext(_ -> Await.until("it may go on", () -> release.getCount() == 0));
    }
  }
}
