/**
 * For tests of exporters. A {@link io.segwatch.exporter.testkit.FakeAgent} runs the exporter as the
 * real agent does; a {@link io.segwatch.exporter.testkit.Recording} makes the scans that it is told
 * of. No test framework is needed: what does not happen in time throws an {@link AssertionError}.
 */
@NullMarked
package io.segwatch.exporter.testkit;

import org.jspecify.annotations.NullMarked;
