/**
 * The life of a hole and the log of what happened, as words only (coverage §8): the ledger writes
 * them, exporters read them.
 */
@NullMarked
package io.segwatch.coverage.life;

import org.jspecify.annotations.NullMarked;
