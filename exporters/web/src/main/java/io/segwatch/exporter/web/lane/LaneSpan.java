package io.segwatch.exporter.web.lane;

import java.util.Optional;

/**
 * A time {@code [from, to)} of a lane that is not simply full, in microseconds.
 *
 * @param affected how much of it is really in that state: less than its length where neighbours
 *     were joined
 * @param hole the id of the hole that it is of, if it is one that has an id
 */
public record LaneSpan(long from, long to, LaneState state, long affected, Optional<String> hole) {}
