import io.segwatch.exporter.NodeSourceProvider;
import io.segwatch.nodes.postgresql.PostgresqlNodesProvider;

/** Nodes that are listed in a PostgreSQL database. */
module io.segwatch.nodes.postgresql {
  requires io.segwatch.exporter;
  requires java.logging;
  requires java.sql;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;
  requires org.postgresql.jdbc;

  provides NodeSourceProvider with
      PostgresqlNodesProvider;
}
