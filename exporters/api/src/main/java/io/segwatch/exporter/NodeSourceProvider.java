package io.segwatch.exporter;

import java.util.Map;

/**
 * Makes a {@link NodeSource}; found by {@link java.util.ServiceLoader}, in a jar of its own that is
 * loaded only where somebody asks for it.
 */
public interface NodeSourceProvider {
  /** Whether a connection string is one of its own. */
  boolean understands(String connection);

  /**
   * Makes a source; nothing is opened yet.
   *
   * @throws IllegalArgumentException if something is wrong with the connection string; says what
   *     would be right, and does not repeat secrets
   */
  NodeSource create(String connection, Map<String, String> environment);
}
