package io.segwatch.exporter.web.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How coarse a lane has to be told so that it has few enough spans. Nothing is left out by it, and
 * nothing looks better than it is: neighbours of one state become one span; where that is not
 * enough, there are bins with the worst state in each.
 *
 * @param join neighbours of one state that are less than this apart become one, in microseconds; 0
 *     joins only what an hour's end cut in two
 * @param bin the width of the bins, if there are bins; else 0
 * @param from where the window, and the first bin, begins
 * @param to where the window ends
 */
public record Grain(long join, long bin, long from, long to) {
  private static final long FINEST = 2_000_000;

  public boolean isExact() {
    return join == 0 && bin == 0;
  }

  /** How far a span may reach beyond what is really in its state, 0 if not at all. */
  public long width() {
    return Math.max(join, bin);
  }

  /** Takes spans in order of time and hands on fewer; to be finished after the last. */
  public Joiner joiner(Consumer<LaneSpan> sink) {
    Joiner joiner = new Neighbours(join, sink);
    return bin == 0 ? joiner : new Bins(bin, from, to, joiner);
  }

  /** All of some spans, as they are told with this grain. */
  public List<LaneSpan> join(List<LaneSpan> spans) {
    List<LaneSpan> joined = new ArrayList<>();
    Joiner joiner = joiner(joined::add);
    spans.forEach(joiner::add);
    joiner.finish();
    return joined;
  }

  /** See {@link #joiner}. */
  public interface Joiner {
    void add(LaneSpan span);

    void finish();
  }

  /** Finds the grain for a lane, which is told to it once from begin to end. */
  public static final class Finder {
    private final long from;
    private final long to;
    private final int most;

    /** How many neighbours are joined first with each grain: exact, 2 s, 4 s, 8 s … */
    private final long[] joined = new long[Long.SIZE];

    private long spans;
    private Optional<LaneSpan> last = Optional.empty();

    /** For a window in which a lane is to have at most so many spans. */
    public Finder(long from, long to, int most) {
      this.from = from;
      this.to = to;
      this.most = most;
    }

    public void add(LaneSpan span) {
      spans++;
      if (last.isPresent() && last.get().state() == span.state()) {
        joined[levelThatJoins(last.get(), span)]++;
      }
      last = Optional.of(span);
    }

    private static int levelThatJoins(LaneSpan one, LaneSpan next) {
      if (isCutInTwo(one, next)) {
        return 0;
      }
      long gap = next.from() - one.to();
      return gap < FINEST ? 1 : Long.SIZE - Long.numberOfLeadingZeros(gap / FINEST) + 1;
    }

    /** The finest grain that is coarse enough. */
    public Grain grain() {
      long left = spans;
      for (int level = 0; level < joined.length; level++) {
        left -= joined[level];
        if (left <= most) {
          return new Grain(level == 0 ? 0 : FINEST << (level - 1), 0, from, to);
        }
        if (FINEST << level > 2 * (to - from)) {
          break;
        }
      }
      return new Grain(0, Math.ceilDiv(to - from, most), from, to);
    }
  }

  /** Whether two spans are one that was told in two parts. */
  private static boolean isCutInTwo(LaneSpan one, LaneSpan next) {
    return one.to() == next.from() && one.state() == next.state() && one.hole().equals(next.hole());
  }

  private static final class Neighbours implements Joiner {
    private final long apart;
    private final Consumer<LaneSpan> sink;
    private Optional<LaneSpan> last = Optional.empty();

    Neighbours(long apart, Consumer<LaneSpan> sink) {
      this.apart = apart;
      this.sink = sink;
    }

    @Override
    public void add(LaneSpan next) {
      if (last.isPresent() && joins(last.get(), next)) {
        LaneSpan one = last.get();
        last =
            Optional.of(
                new LaneSpan(
                    one.from(),
                    next.to(),
                    one.state(),
                    one.affected() + next.affected(),
                    one.hole().equals(next.hole()) ? one.hole() : Optional.empty()));
      } else {
        last.ifPresent(sink);
        last = Optional.of(next);
      }
    }

    private boolean joins(LaneSpan one, LaneSpan next) {
      return isCutInTwo(one, next)
          || (one.state() == next.state() && next.from() - one.to() < apart);
    }

    @Override
    public void finish() {
      last.ifPresent(sink);
      last = Optional.empty();
    }
  }

  private static final class Bins implements Joiner {
    private final long width;
    private final long origin;
    private final long end;
    private final Joiner sink;
    private long bin = -1;
    private LaneState worst = LaneState.FULL;
    private long affected;

    Bins(long width, long origin, long end, Joiner sink) {
      this.width = width;
      this.origin = origin;
      this.end = end;
      this.sink = sink;
    }

    @Override
    public void add(LaneSpan span) {
      for (long at = span.from(); at < span.to(); at = begin(bin + 1)) {
        long next = (at - origin) / width;
        if (next != bin) {
          flush();
          bin = next;
        }
        long inside = Math.min(span.to(), begin(bin + 1)) - at;
        if (span.state() == worst) {
          affected += inside;
        } else if (span.state().or(worst) == span.state()) {
          worst = span.state();
          affected = inside;
        }
      }
    }

    private long begin(long number) {
      return Math.min(origin + number * width, end);
    }

    private void flush() {
      if (bin >= 0) {
        sink.add(new LaneSpan(begin(bin), begin(bin + 1), worst, affected, Optional.empty()));
      }
      worst = LaneState.FULL;
      affected = 0;
    }

    @Override
    public void finish() {
      flush();
      bin = -1;
      sink.finish();
    }
  }
}
