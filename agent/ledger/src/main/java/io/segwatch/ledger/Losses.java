package io.segwatch.ledger;

import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.Timeline;
import java.util.List;

/**
 * What had been covered in an earlier scan and is not now (coverage §7 and §8).
 *
 * <p>It tells a hole whose footage vanished from one that was never recorded, and retention at work
 * in the oldest hour, file by file, from a loss.
 */
final class Losses {
  private Timeline last;
  private Spans vanished = Spans.NONE;
  private Spans retired = Spans.NONE;

  Losses(Timeline first) {
    last = first;
  }

  /** What had been covered once. */
  Spans vanished() {
    return vanished;
  }

  /** What of it went from the oldest hour while there was a newer one. */
  Spans retired() {
    return retired;
  }

  /** Takes in the next look at the stream. */
  void update(Timeline next) {
    if (next == last) {
      return;
    }
    if (next.rules().tolerance() == last.rules().tolerance()) {
      compareHours(next);
    }
    Spans inside = Spans.of(next.firstStart(), Long.MAX_VALUE);
    Spans covered =
        Spans.of(next.firstStart(), next.liveEdge()).minus(next.holes().plus(next.exempt()));
    vanished = vanished.and(inside).minus(covered);
    retired = retired.and(inside).minus(covered);
    last = next;
  }

  private void compareHours(Timeline next) {
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
      vanished = vanished.plus(lost);
      if (!next.isEmpty()
          && before.hour() <= next.firstHour()
          && next.firstHour() < next.lastHour()) {
        retired = retired.plus(lost);
      }
    }
  }
}
