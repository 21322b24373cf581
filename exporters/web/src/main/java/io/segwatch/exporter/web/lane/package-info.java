/**
 * What a node has of a stream, moment by moment. A {@link io.segwatch.exporter.web.lane.Lane} is a
 * stream as one node has it, and never changes; the {@link io.segwatch.exporter.web.lane.LaneBook}
 * has the newest of each.
 */
@NullMarked
package io.segwatch.exporter.web.lane;

import org.jspecify.annotations.NullMarked;
