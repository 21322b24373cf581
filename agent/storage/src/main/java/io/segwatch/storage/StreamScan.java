package io.segwatch.storage;

import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * What a scan of one stream found.
 *
 * @param timeline the figures; the same object as before where nothing changed
 * @param fault why the stream as a whole could not be read: the timeline is the last known one
 * @param unread hours that are there and could not be read: the last known figures stand
 * @param faults the faults of these hours
 * @param changed hours whose figures are new
 * @param listed how many hours were listed
 * @param unchanged how many were known unchanged without being listed
 * @param ignored the names beside the hours that are no hour's
 */
public record StreamScan(
    Timeline timeline,
    Optional<StorageFault> fault,
    Spans unread,
    List<StorageFault> faults,
    List<HourSummary> changed,
    int listed,
    int unchanged,
    List<String> ignored) {}
