package io.segwatch.coverage;

/**
 * What is said of one hour: its own figures, and the pieces of the stream's holes that lie in it
 * (coverage §4).
 */
public record HourFigures(HourSummary own, Spans holes, Spans editableHoles) {
  public long hour() {
    return own.hour();
  }
}
