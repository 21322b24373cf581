/**
 * Coverage as Prometheus metrics, on {@code /metrics}: the figures of each hour that dashboards of
 * the incumbent read (coverage §6), figures of each stream, and every meter of the process.
 */
@NullMarked
package io.segwatch.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
