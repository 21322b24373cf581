package io.segwatch.exporter;

import java.util.List;

/** Makes an exporter; found by {@link java.util.ServiceLoader}. */
public interface ExporterProvider {
  /**
   * Its key under {@code exporters} in the configuration, and its name in logs and metrics: of
   * letters, digits, {@code -} and {@code _}, and no other exporter's.
   */
  String name();

  /**
   * Makes an exporter from its part of the configuration.
   *
   * <p>All that is wrong is reported to the settings, with the key at fault; nothing is thrown, and
   * nothing is opened or started yet: the result of bad settings is thrown away.
   */
  Exporter create(Settings settings);

  /** Commands of its own, run as {@code segwatch NAME COMMAND …}. */
  default List<Command> commands() {
    return List.of();
  }

  /**
   * Commands of its own that stand beside those of the agent, run as {@code segwatch COMMAND …}.
   */
  default List<Command> topLevelCommands() {
    return List.of();
  }
}
