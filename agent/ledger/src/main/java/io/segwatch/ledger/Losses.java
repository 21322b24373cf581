package io.segwatch.ledger;

import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.Timeline;
import java.util.List;

/**
 * What had been covered in an earlier scan and is not now (coverage §7 and §8).
 *
 * <p>It tells a hole whose footage vanished from one that was never recorded, and retention at work
 * in the oldest hour, file by file, from a loss.
 *
 * @param last the look before
 * @param vanished what had been covered once
 * @param retired what of it went from the oldest hour while there was a newer one
 */
record Losses(Look last, Spans vanished, Spans retired) {

  /** What was covered at a look. */
  sealed interface Look {
    long tolerance();
  }

  /** A look of this process. */
  record Fresh(Timeline timeline) implements Look {
    @Override
    public long tolerance() {
      return timeline.rules().tolerance();
    }
  }

  /**
   * What is remembered of a look of an earlier process.
   *
   * @param gaps what was not covered between the first start and the live edge
   * @param overhang by how much, at most, a segment ran on past the end of its hour
   */
  record Remembered(long tolerance, long firstStart, long liveEdge, Spans gaps, long overhang)
      implements Look {
    static Remembered of(Timeline timeline) {
      long overhang = 0;
      for (HourSummary hour : timeline.hours()) {
        Spans runs = hour.runs();
        if (!runs.isEmpty()) {
          overhang = Math.max(overhang, runs.to(runs.size() - 1) - endOf(hour.hour()));
        }
      }
      return new Remembered(
          timeline.rules().tolerance(),
          timeline.firstStart(),
          timeline.liveEdge(),
          timeline.holes().plus(timeline.exempt()),
          overhang);
    }
  }

  static Losses from(Timeline first) {
    return new Losses(new Fresh(first), Spans.NONE, Spans.NONE);
  }

  /** What is to be remembered of the last look. */
  Remembered remembered() {
    return switch (last) {
      case Remembered remembered -> remembered;
      case Fresh(Timeline timeline) -> Remembered.of(timeline);
    };
  }

  /** With the next look at the stream. */
  Losses next(Timeline next) {
    if (last instanceof Fresh(Timeline timeline) && timeline == next) {
      return this;
    }
    Spans nowVanished = vanished;
    Spans nowRetired = retired;
    if (last.tolerance() == next.rules().tolerance()) {
      Loss loss =
          switch (last) {
            case Fresh(Timeline timeline) -> Loss.between(timeline, next);
            case Remembered remembered -> Loss.between(remembered, next);
          };
      nowVanished = vanished.plus(loss.all());
      nowRetired = retired.plus(loss.oldest());
    }
    Spans inside = Spans.of(next.firstStart(), Long.MAX_VALUE);
    Spans covered = covered(next);
    return new Losses(
        new Fresh(next),
        nowVanished.and(inside).minus(covered),
        nowRetired.and(inside).minus(covered));
  }

  private static Spans covered(Timeline timeline) {
    return Spans.of(timeline.firstStart(), timeline.liveEdge())
        .minus(timeline.holes().plus(timeline.exempt()));
  }

  private static long endOf(long hour) {
    return hour + Micros.PER_HOUR;
  }

  /**
   * What is covered no longer.
   *
   * @param oldest what of it was in the oldest hour, unless that is the newest too
   */
  private record Loss(Spans all, Spans oldest) {
    static Loss between(Timeline last, Timeline next) {
      Spans all = Spans.NONE;
      Spans oldest = Spans.NONE;
      List<HourSummary> now = next.hours();
      int at = 0;
      for (HourSummary before : last.hours()) {
        while (at < now.size() && now.get(at).hour() < before.hour()) {
          at++;
        }
        boolean present = at < now.size() && now.get(at).hour() == before.hour();
        if (present && now.get(at).equals(before)) {
          continue;
        }
        Spans lost = before.runs().minus(present ? now.get(at).runs() : Spans.NONE);
        all = all.plus(lost);
        if (hasOldest(next) && before.hour() <= next.firstHour()) {
          oldest = oldest.plus(lost);
        }
      }
      return new Loss(all, oldest);
    }

    /** Of an earlier process it is not remembered in which hour a segment was. */
    static Loss between(Remembered last, Timeline next) {
      Spans all =
          Spans.of(last.firstStart(), last.liveEdge()).minus(last.gaps()).minus(covered(next));
      Spans.Builder oldest = new Spans.Builder();
      if (hasOldest(next)) {
        long end = endOf(next.firstHour());
        for (Span span : all) {
          if (span.from() < end) {
            oldest.add(span.from(), Math.min(span.to(), end + Math.max(0, last.overhang())));
          }
        }
      }
      return new Loss(all, oldest.build());
    }

    private static boolean hasOldest(Timeline next) {
      return !next.isEmpty() && next.firstHour() < next.lastHour();
    }
  }
}
