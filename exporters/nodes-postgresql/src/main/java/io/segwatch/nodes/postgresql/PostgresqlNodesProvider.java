package io.segwatch.nodes.postgresql;

import io.segwatch.exporter.NodeSource;
import io.segwatch.exporter.NodeSourceProvider;
import java.util.Map;

/** Lists nodes from a PostgreSQL database. */
public final class PostgresqlNodesProvider implements NodeSourceProvider {
  public PostgresqlNodesProvider() {}

  @Override
  public boolean understands(String connection) {
    return ConnectionString.isOne(connection);
  }

  @Override
  public NodeSource create(String connection, Map<String, String> environment) {
    try {
      return new PostgresqlNodes(new Parameters(ConnectionString.parse(connection), environment));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the connection string " + e.getMessage(), e);
    }
  }
}
