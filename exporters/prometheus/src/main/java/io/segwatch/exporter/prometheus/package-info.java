/** Coverage as Prometheus metrics. */
@NullMarked
package io.segwatch.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
