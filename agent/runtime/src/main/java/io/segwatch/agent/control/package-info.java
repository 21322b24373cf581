/** Looking inside a running agent, and telling it what to do: on a Unix socket, and on loopback. */
@NullMarked
package io.segwatch.agent.control;

import org.jspecify.annotations.NullMarked;
