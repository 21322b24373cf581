/**
 * The command line (interface §1). The commands of the agent's own are {@link
 * io.segwatch.agent.cli.Subcommand}s; those of exporters come with them.
 */
@NullMarked
package io.segwatch.agent.cli;

import org.jspecify.annotations.NullMarked;
