/**
 * A recording to try the agent on: a script says what was recorded and what went wrong, writers
 * turn it into files, a receiver shows what the agent tells of it.
 */
@NullMarked
package io.segwatch.agent.demo;

import org.jspecify.annotations.NullMarked;
