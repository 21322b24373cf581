package io.segwatch.coverage;

/** A half-open interval {@code [from, to)} in microseconds since the epoch. */
public record Span(long from, long to) {
  public long length() {
    return to - from;
  }
}
