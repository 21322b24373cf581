package io.segwatch.coverage.life;

/** Where a hole is in its life: {@code seen → confirmed → filled | expired | withdrawn}. */
public enum HoleState {
  /** In a complete scan, but not for long enough to be sure of. */
  SEEN("seen"),
  /** There for at least two complete scans and the settling time. */
  CONFIRMED("open"),
  /** Best segments cover all that remained, to within the tolerance. */
  FILLED("filled"),
  /** The recording around it was deleted by retention. */
  EXPIRED("expired"),
  /** It went for any other reason: configuration, off air, its neighbours gone. */
  WITHDRAWN("withdrawn");

  private final String label;

  HoleState(String label) {
    this.label = label;
  }

  /** The word for people and programs. */
  public String label() {
    return label;
  }

  public boolean isEnd() {
    return this != SEEN && this != CONFIRMED;
  }
}
