/** Holes, told to other people's servers. */
@NullMarked
package io.segwatch.exporter.webhook;

import org.jspecify.annotations.NullMarked;
