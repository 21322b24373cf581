package io.segwatch.exporter.webhook;

import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What delivery depends on besides settings and context.
 *
 * @param longestNap after which the clock is looked at again, as it may have been moved
 * @param client how to connect; asked only where something is sent, as this starts half of Netty
 * @param lookup how to find the addresses of a host
 * @param jitter spreads the retries
 */
record Tuning(
    Duration longestNap,
    Supplier<HttpClientOptions> client,
    HostLookup lookup,
    RandomGenerator jitter) {

  static Tuning standard() {
    return new Tuning(
        Duration.ofSeconds(1), Courier::options, HostLookup.system(), new SplittableRandom());
  }
}
