/** Log lines and what is counted of them, on java.util.logging. */
@NullMarked
package io.segwatch.agent.logging;

import org.jspecify.annotations.NullMarked;
