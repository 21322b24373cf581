package io.segwatch.agent;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** An exporter that does what a test says. */
final class TestProvider implements ExporterProvider {
  final AtomicInteger starts = new AtomicInteger();
  final AtomicInteger stops = new AtomicInteger();
  private final String name;
  private final BiFunction<ExporterContext, Integer, Future<?>> start;
  private final Predicate<Settings> reconfigure;

  /** The function is given the context and which start it is, from 1. */
  TestProvider(String name, BiFunction<ExporterContext, Integer, Future<?>> start) {
    this(name, start, _ -> false);
  }

  TestProvider(
      String name,
      BiFunction<ExporterContext, Integer, Future<?>> start,
      Predicate<Settings> reconfigure) {
    this.name = name;
    this.start = start;
    this.reconfigure = reconfigure;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Exporter create(Settings settings) {
    settings.text("key", "");
    return new Exporter() {
      @Override
      public Future<?> start(ExporterContext context) {
        return start.apply(context, starts.incrementAndGet());
      }

      @Override
      public Future<?> stop() {
        stops.incrementAndGet();
        return Future.succeededFuture();
      }

      @Override
      public boolean reconfigure(Settings changed) {
        return reconfigure.test(changed);
      }
    };
  }
}
