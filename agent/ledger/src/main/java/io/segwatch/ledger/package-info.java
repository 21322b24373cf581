/**
 * The life of holes (coverage §8): {@link io.segwatch.ledger.Ledger} compares what scans see with
 * what is known and writes down what changed. The rules for one stream are in {@code HoleTracker}.
 */
@NullMarked
package io.segwatch.ledger;

import org.jspecify.annotations.NullMarked;
