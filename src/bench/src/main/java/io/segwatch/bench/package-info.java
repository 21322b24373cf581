/** What parts of the program cost, each alone. */
@NullMarked
package io.segwatch.bench;

import org.jspecify.annotations.NullMarked;
