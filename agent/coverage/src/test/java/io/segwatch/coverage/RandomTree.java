package io.segwatch.coverage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A recording with everything that goes wrong, from a seed. */
final class RandomTree {
  private static final long FIRST = 1_794_625_200_000_000L;

  private static final List<SegmentType> TYPES = List.of(SegmentType.values());

  final List<Model.Seg> segments = new ArrayList<>();
  final SortedMap<Long, List<String>> names = new TreeMap<>();
  final Map<String, Long> sizes = new HashMap<>();

  RandomTree(long seed) {
    Random random = new Random(seed);
    long hour = FIRST;
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      names.put(hour, new ArrayList<>());
      if (random.nextInt(8) > 0) {
        fill(hour, random);
      }
      hour += Micros.PER_HOUR * (random.nextInt(5) > 0 ? 1 : 1 + random.nextInt(30));
    }
  }

  private void fill(long hour, Random random) {
    long at = random.nextInt(3) == 0 ? random.nextLong(Micros.PER_HOUR) : random.nextLong(20_000);
    int most = 1 + random.nextInt(40);
    for (int i = 0; i < most && at < Micros.PER_HOUR; i++) {
      long duration = durationOf(random, most);
      SegmentType type = TYPES.get(Math.max(0, random.nextInt(8) - 4));
      add(hour, at, duration, type, random);
      while (random.nextInt(6) == 0) { // others of the same start
        add(
            hour,
            at,
            random.nextBoolean() ? duration : durationOf(random, most),
            TYPES.get(random.nextInt(TYPES.size())),
            random);
      }
      at += step(duration, random);
      at = Math.max(0, at);
    }
  }

  private static long durationOf(Random random, int most) {
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> Micros.PER_HOUR;
      case 2 -> random.nextLong(Micros.PER_HOUR);
      default -> Micros.PER_HOUR / most - random.nextLong(30_000);
    };
  }

  /** Mostly to the end of the segment, to within a few tolerances, else a gap or an overlap. */
  private static long step(long duration, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> duration + random.nextLong(60 * Micros.PER_SECOND);
      case 1 -> duration - random.nextLong(duration + 1) / 2;
      case 2 -> duration + 10_000 + random.nextInt(3) - 1;
      case 3 -> duration + random.nextInt(2);
      default -> duration + random.nextInt(30_000) - 15_000;
    };
  }

  private void add(long hour, long at, long duration, SegmentType type, Random random) {
    String hash = "%08x".formatted(random.nextInt());
    String name =
        "%02d:%02d.%06d-%d.%06d-%s-%s.ts"
            .formatted(
                at / Micros.PER_SECOND / 60,
                at / Micros.PER_SECOND % 60,
                at % Micros.PER_SECOND,
                duration / Micros.PER_SECOND,
                duration % Micros.PER_SECOND,
                type.label(),
                hash);
    long size = random.nextInt(3);
    names.get(hour).add(name);
    sizes.put(name, size);
    segments.add(new Model.Seg(hour, hour + at, duration, type, name, size));
  }

  /** The timeline, with the names of each hour listed in an order of the seed's. */
  Timeline timeline(Rules rules, long shuffle) throws IOException {
    Random order = new Random(shuffle);
    HourAnalyzer analyzer = new HourAnalyzer();
    HourListing listing = new HourListing();
    List<HourSummary> hours = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (Map.Entry<Long, List<String>> hour : names.entrySet()) {
      List<String> shuffled = new ArrayList<>(hour.getValue());
      Collections.shuffle(shuffled, order);
      listing.clear();
      for (String name : shuffled) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        listing.add(bytes, 0, bytes.length);
      }
      HourSummary summary =
          analyzer.summarize(hour.getKey(), listing, sizes::get, rules.tolerance(), reach);
      hours.add(summary);
      reach = Math.max(reach, summary.reach());
    }
    return Timeline.of(rules, hours, Spans.NONE);
  }
}
