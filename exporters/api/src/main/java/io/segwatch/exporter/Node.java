package io.segwatch.exporter;

import java.net.URI;

/**
 * A node that keeps the same recordings.
 *
 * @param url of its web server, without a slash at the end
 */
public record Node(String name, URI url) {}
