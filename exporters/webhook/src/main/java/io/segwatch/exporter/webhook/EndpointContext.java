package io.segwatch.exporter.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.Context;
import java.time.Clock;
import java.time.Duration;

/**
 * What the endpoints of an exporter share.
 *
 * @param context of the exporter, on which everything happens
 * @param longestNap after which an endpoint with messages waiting looks at the clock again
 */
record EndpointContext(
    Context context,
    Clock clock,
    OutboxFile file,
    Backlog backlog,
    MeterRegistry meters,
    Courier courier,
    Site site,
    RetryLadder ladder,
    Duration longestNap) {}
