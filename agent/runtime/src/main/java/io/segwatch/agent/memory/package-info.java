/** Keeping the process small. */
@NullMarked
package io.segwatch.agent.memory;

import org.jspecify.annotations.NullMarked;
