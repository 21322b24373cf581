/** The table {@code nodes} of the incumbent's database. */
@NullMarked
package io.segwatch.nodes.postgresql;

import org.jspecify.annotations.NullMarked;
