/** Golden data for tests: trees of segments, and what is to be found in them. */
@NullMarked
package io.segwatch.conformance;

import org.jspecify.annotations.NullMarked;
