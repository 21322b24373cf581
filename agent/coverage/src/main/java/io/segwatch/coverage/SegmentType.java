package io.segwatch.coverage;

import java.util.Locale;

/** How complete a segment is known to be, best first. */
public enum SegmentType {
  /** Complete. */
  FULL(0),
  /** Complete but doubted. */
  SUSPECT(1),
  /** Known to be incomplete. */
  PARTIAL(2),
  /** Still being written. */
  TEMP(3);

  /** Where the type stands in a working array with a place for each. */
  final byte index;

  private final String label = name().toLowerCase(Locale.ROOT);

  SegmentType(int index) {
    this.index = (byte) index;
  }

  /** The word in file names and in metric labels. */
  public String label() {
    return label;
  }
}
