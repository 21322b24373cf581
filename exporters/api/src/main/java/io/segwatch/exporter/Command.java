package io.segwatch.exporter;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A command of an exporter's own: {@code segwatch EXPORTER NAME ARGUMENTS…}, or without EXPORTER
 * where it is a {@linkplain ExporterProvider#topLevelCommands() top-level one}.
 */
public interface Command {
  String name();

  /** What it does, in one line, its arguments first. */
  String summary();

  /**
   * Runs it.
   *
   * @return the process's exit status: 0, or 2 where it was called wrongly
   */
  int run(List<String> arguments, Environment environment);

  /**
   * What a command runs in.
   *
   * @param settings the exporter's part of the configuration, known to be good
   * @param node the name of this node
   * @param publicUrl where others reach the agent's web server, without a slash at the end
   * @param stateDir of the agent of this configuration, which may be running or not; it may not
   *     exist
   */
  record Environment(
      Settings settings,
      String node,
      URI publicUrl,
      Path stateDir,
      PrintWriter out,
      PrintWriter err) {}
}
