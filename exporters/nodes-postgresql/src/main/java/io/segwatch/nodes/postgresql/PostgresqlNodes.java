package io.segwatch.nodes.postgresql;

import io.segwatch.exporter.Node;
import io.segwatch.exporter.NodeSource;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;

/** The nodes of a database: those that the incumbent's page would show. */
final class PostgresqlNodes implements NodeSource {
  private static final System.Logger LOG = System.getLogger(PostgresqlNodes.class.getName());

  /** What goes wrong is told by whoever asks for nodes, once. */
  private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

  private static final String QUERY = "SELECT name, url FROM nodes WHERE backfill_from";
  private static final int MOST_NODES = 1_000;
  private static final int QUERY_SECONDS = 8;

  private final String address;
  private final Properties properties;
  private final Optional<String> password;
  private List<String> skipped = List.of();

  PostgresqlNodes(Parameters parameters) {
    this.address = parameters.address();
    this.properties = parameters.properties();
    this.password = parameters.password();
    DRIVER_LOG.setLevel(Level.OFF);
  }

  @Override
  public List<Node> nodes() throws IOException {
    Driver driver = new Driver();
    try (Connection connection = driver.connect(address, properties)) {
      if (connection == null) {
        throw new IOException("the address of the database is not understood");
      }
      return ask(connection);
    } catch (SQLException e) {
      throw new IOException(withoutPassword(String.valueOf(e.getMessage())));
    }
  }

  private List<Node> ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(QUERY_SECONDS);
      statement.setMaxRows(MOST_NODES);
      List<Node> nodes = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(QUERY)) {
        while (rows.next()) {
          String name = Optional.ofNullable(rows.getString("name")).orElse("");
          Optional<URI> url =
              Optional.ofNullable(rows.getString("url")).flatMap(PostgresqlNodes::url);
          url.ifPresentOrElse(it -> nodes.add(new Node(name, it)), () -> wrong.add(name));
        }
      }
      if (!wrong.isEmpty() && !wrong.equals(skipped)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "these nodes are not shown, as their url is no http or https address: {0}",
            String.join(", ", wrong));
      }
      skipped = wrong;
      return nodes;
    }
  }

  /** Only what an image can be loaded from, and no script. */
  private static Optional<URI> url(String text) {
    try {
      URI url = new URI(text.strip().replaceFirst("/+$", ""));
      boolean web =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      boolean plain = url.getRawQuery() == null && url.getRawFragment() == null;
      return Optional.of(url).filter(_ -> web && plain && url.getRawAuthority() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private String withoutPassword(String message) {
    return password.map(secret -> message.replace(secret, "***")).orElse(message);
  }
}
