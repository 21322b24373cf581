/**
 * Scanning: a verticle per channel, what it says of each scan, and the newest scan of each stream.
 */
@NullMarked
package io.segwatch.agent.scan;

import org.jspecify.annotations.NullMarked;
