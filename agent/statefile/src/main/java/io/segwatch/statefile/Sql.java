package io.segwatch.statefile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * Statements on a state file; only valid within the work that it is given to.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Integer}, {@link Boolean} (as 0 or 1), {@code
 * byte[]}, or an {@link Optional} or {@link OptionalLong} of those, of which an empty one is null.
 */
public final class Sql {
  private static final int PREPARED = 64;

  private final Connection connection;
  private final SequencedMap<String, PreparedStatement> prepared =
      new LinkedHashMap<>(16, 0.75f, true);

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Runs one statement that changes something; answers how many rows it changed. */
  public int update(String sql, Object... values) throws SQLException {
    return prepare(sql, values).executeUpdate();
  }

  /** The rows of a query. */
  public <T> List<T> list(Row.Reader<T> reader, String sql, Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet results = prepare(sql, values).executeQuery()) {
      Row row = new Row(results);
      while (results.next()) {
        rows.add(reader.read(row));
      }
    }
    return rows;
  }

  /** The first row of a query, if there is one. */
  public <T> Optional<T> first(Row.Reader<T> reader, String sql, Object... values)
      throws SQLException {
    try (ResultSet results = prepare(sql, values).executeQuery()) {
      return results.next() ? Optional.of(reader.read(new Row(results))) : Optional.empty();
    }
  }

  /** The number in the first column of the only row of a query. */
  public long number(String sql, Object... values) throws SQLException {
    return first(row -> row.number(1), sql, values)
        .orElseThrow(() -> new SQLException("no row: " + sql));
  }

  /** Runs a script of statements without values. */
  void script(String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(statements);
    }
  }

  /** The text in the first column of the only row of a pragma. */
  String pragma(String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("pragma " + pragma)) {
      return results.next() ? new Row(results).text(1) : "";
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
      forgetEldest();
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private void forgetEldest() throws SQLException {
    if (prepared.size() > PREPARED) {
      prepared.pollFirstEntry().getValue().close();
    }
  }

  private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    switch (value) {
      case String text -> statement.setString(at, text);
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setInt(at, number);
      case Boolean flag -> statement.setInt(at, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(at, bytes);
      case OptionalLong number when number.isPresent() -> statement.setLong(at, number.getAsLong());
      case OptionalLong _ -> statement.setNull(at, Types.NULL);
      case Optional<?> optional when optional.isPresent() -> bind(statement, at, optional.get());
      case Optional<?> _ -> statement.setNull(at, Types.NULL);
      default ->
          throw new IllegalArgumentException("no value for a state file: " + value.getClass());
    }
  }
}
