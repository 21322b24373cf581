package io.segwatch.agent.control;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The verticles that run, by name; for all threads. */
public final class Roster {
  private static final long ANSWER_SECONDS = 1;

  private final Vertx vertx;
  private final Map<String, Context> contexts = new ConcurrentHashMap<>();

  /** Without any yet. */
  public Roster(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Deploys a verticle, which is here from then on until it is undeployed. */
  public Future<String> deploy(String name, Deployable verticle, DeploymentOptions options) {
    return vertx.deployVerticle(new Listed(name, verticle), options);
  }

  private final class Listed implements Deployable {
    private final String name;
    private final Deployable verticle;

    Listed(String name, Deployable verticle) {
      this.name = name;
      this.verticle = verticle;
    }

    @Override
    public Future<?> deploy(Context context) throws Exception {
      contexts.put(name, context);
      return verticle.deploy(context);
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
      contexts.remove(name);
      return verticle.undeploy(context);
    }
  }

  /** Whether each of them answers within a second. */
  Future<JsonArray> pulse() {
    SortedMap<String, Future<Boolean>> beats = new TreeMap<>();
    contexts.forEach((name, context) -> beats.put(name, beat(context)));
    return Future.join(List.copyOf(beats.values()))
        .map(_ -> {
          JsonArray pulse = new JsonArray();
          beats.forEach((name, beat) ->
              pulse.add(new JsonObject().put("name", name).put("answers", beat.result())));
          return pulse;
        });
  }

  private static Future<Boolean> beat(Context context) {
    return Future.<Boolean>future(answer -> context.runOnContext(_ -> answer.complete(true)))
        .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
        .otherwise(false);
  }
}
