package io.segwatch.exporter.web.answer;

/** A query that cannot be answered; the detail tells its sender why, and what would be right. */
public final class InvalidQueryException extends Exception {
  private static final long serialVersionUID = 1;

  private final String detail;

  public InvalidQueryException(String detail) {
    super(detail);
    this.detail = detail;
  }

  public String detail() {
    return detail;
  }
}
