package io.segwatch.agent.scan;

import io.segwatch.exporter.ChannelScan;
import java.time.Instant;
import java.util.List;

/** One round over the streams of a channel. */
public record ChannelCycle(String channel, Instant at, List<ChannelScan> scans) {}
