package io.segwatch.exporter.testkit;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** An exporter from its start to its end, in a verticle of its own with one worker thread. */
final class ExporterLife extends VerticleBase {
  private final Exporter exporter;
  private final ExporterContext agent;

  ExporterLife(Exporter exporter, ExporterContext agent) {
    this.exporter = exporter;
    this.agent = agent;
  }

  Future<String> begin(Vertx vertx) {
    return vertx.deployVerticle(
        this,
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("exporter")
            .setWorkerPoolSize(1));
  }

  Future<Void> end() {
    return vertx.undeploy(deploymentID());
  }

  @Override
  public Future<?> start() {
    // What fails in a hurry, Vert.x would never tell.
    Promise<Void> started = Promise.promise();
    exporter
        .start(agent)
        .<Void>mapEmpty()
        .onComplete(result -> context.runOnContext(_ -> started.handle(result)));
    return started.future();
  }

  @Override
  public Future<?> stop() {
    return exporter.stop();
  }

  Future<Boolean> reconfigure(Settings settings) {
    return call(() -> exporter.reconfigure(settings));
  }

  Future<Boolean> run(Runnable task) {
    return call(() -> {
      task.run();
      return true;
    });
  }

  /** Runs a task that nobody waits for. */
  void runLater(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  private <T> Future<T> call(Supplier<T> task) {
    return Future.future(done ->
        context.runOnContext(_ -> {
          try {
            done.complete(task.get());
          } catch (RuntimeException | AssertionError e) {
            done.fail(e);
          }
        }));
  }
}
