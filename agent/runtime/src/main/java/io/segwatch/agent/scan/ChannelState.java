package io.segwatch.agent.scan;

/**
 * How the scans of a channel get on.
 *
 * @param scanned whether it has been scanned once
 * @param scanning whether a scan runs
 * @param hangs whether that hangs in the file system
 */
public record ChannelState(String channel, boolean scanned, boolean scanning, boolean hangs) {}
