/**
 * What is configured (interface §2). {@link io.segwatch.agent.config.Options} is the one table of
 * all options: flags, variables, the file, help, and what {@code segwatch config} prints come from
 * it.
 */
@NullMarked
package io.segwatch.agent.config;

import org.jspecify.annotations.NullMarked;
