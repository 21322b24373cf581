package io.segwatch.exporter.webhook.message;

/**
 * Where a message stands among those of its endpoint, so that the receiver can tell that none is
 * missing.
 *
 * @param endpoint the endpoint's name
 * @param epoch of the numbers: another one where counting began anew
 * @param sequence counts the messages of the epoch from 1, without gaps
 */
public record Place(String endpoint, String epoch, long sequence) {}
