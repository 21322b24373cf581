/**
 * Small files of state that survive whatever crashes (alerts §2): a {@link
 * io.segwatch.statefile.StateFile} is one SQLite file, a {@link io.segwatch.statefile.StateFolder}
 * the locked folder that it lies in.
 */
@NullMarked
package io.segwatch.statefile;

import org.jspecify.annotations.NullMarked;
