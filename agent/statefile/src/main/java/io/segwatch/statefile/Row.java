package io.segwatch.statefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A row that a query answers; columns count from 1. */
public final class Row {
  private final ResultSet results;

  /** Makes something of a row. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  Row(ResultSet results) {
    this.results = results;
  }

  /** A column that is never null. */
  public String text(int column) throws SQLException {
    return present(results.getString(column), column);
  }

  /** A column that may be null. */
  public Optional<String> optionalText(int column) throws SQLException {
    return Optional.ofNullable(results.getString(column));
  }

  /** A column that is never null. */
  public long number(int column) throws SQLException {
    long number = results.getLong(column);
    if (results.wasNull()) {
      throw new SQLException("column " + column + " is null");
    }
    return number;
  }

  /** A column that may be null. */
  public OptionalLong optionalNumber(int column) throws SQLException {
    long number = results.getLong(column);
    return results.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** A column of {@code 0} or {@code 1}. */
  public boolean flag(int column) throws SQLException {
    return number(column) != 0;
  }

  /** A column that is never null. */
  public byte[] bytes(int column) throws SQLException {
    return present(results.getBytes(column), column);
  }

  private static <T> T present(@Nullable T value, int column) throws SQLException {
    if (value == null) {
      throw new SQLException("column " + column + " is null");
    }
    return value;
  }
}
