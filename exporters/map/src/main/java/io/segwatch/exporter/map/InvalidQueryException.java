package io.segwatch.exporter.map;

/** A query that cannot be answered; the detail tells its sender why, and what would be right. */
final class InvalidQueryException extends Exception {
  private static final long serialVersionUID = 1;

  private final String detail;

  InvalidQueryException(String detail) {
    super(detail);
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
