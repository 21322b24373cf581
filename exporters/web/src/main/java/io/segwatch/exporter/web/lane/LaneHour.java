package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.HourFigures;

/**
 * An hour of a lane.
 *
 * @param partialOnly what only segments that are not full cover, in microseconds
 * @param worst the worst state of any moment in it
 */
public record LaneHour(Lane lane, HourFigures figures, long partialOnly, LaneState worst) {}
