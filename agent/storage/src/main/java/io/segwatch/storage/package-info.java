/**
 * From directories to a timeline: {@link io.segwatch.storage.StreamScanner} reads a stream again
 * and again through a {@link io.segwatch.storage.Lister}. What cannot be read is told, and is never
 * taken for empty (coverage §7).
 */
@NullMarked
package io.segwatch.storage;

import org.jspecify.annotations.NullMarked;
