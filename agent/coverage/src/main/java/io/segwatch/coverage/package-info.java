/**
 * From file names to coverage: {@link io.segwatch.coverage.SegmentNameParser} reads a name, {@link
 * io.segwatch.coverage.HourAnalyzer} turns the names of one hour into an {@link
 * io.segwatch.coverage.HourSummary}, {@link io.segwatch.coverage.Timeline} stitches hours together,
 * and {@link io.segwatch.coverage.CoverageMap} draws the result.
 *
 * <p>Every time is UTC in whole microseconds since 1970-01-01T00:00Z, every interval is half-open.
 * No floating point takes part in any decision.
 */
@NullMarked
package io.segwatch.coverage;

import org.jspecify.annotations.NullMarked;
