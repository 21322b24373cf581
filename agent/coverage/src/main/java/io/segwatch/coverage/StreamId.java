package io.segwatch.coverage;

import java.util.Comparator;

/** One quality of one channel. */
public record StreamId(String channel, String quality) implements Comparable<StreamId> {
  private static final Comparator<StreamId> ORDER =
      Comparator.comparing(StreamId::channel).thenComparing(StreamId::quality);

  @Override
  public int compareTo(StreamId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return channel + "/" + quality;
  }
}
