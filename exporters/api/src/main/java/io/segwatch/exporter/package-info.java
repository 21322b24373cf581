/**
 * How to write an exporter: implement {@link io.segwatch.exporter.ExporterProvider}, declare it
 * with {@code provides} in the module's descriptor, and put the jar beside the others.
 *
 * <p>Scans are state: an exporter hears the newest one of each stream, and may miss one that was
 * overtaken. What must not be missed is in the log: keep a {@link
 * io.segwatch.coverage.life.LogPosition} and read on from there whenever the log has grown.
 */
@NullMarked
package io.segwatch.exporter;

import org.jspecify.annotations.NullMarked;
