package io.segwatch.agent.demo;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Micros;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a recorder left of one stream, hour by hour. Chance has a fixed seed: the hour before the
 * newest one, which is a bad one, looks the same in every demo.
 *
 * @param from when the recording began, in microseconds
 * @param newestHour the hour in which the demo starts
 */
record RecordingScript(DemoStream stream, long from, long newestHour) {
  /** Right before the live edge nothing goes wrong, so that what does later stands out. */
  private static final long QUIET = 120 * Micros.PER_SECOND;

  private static final int PERIOD_HOURS = 24;

  /** In one of so many hours things go wrong; else a day of holes would hide what matters. */
  private static final int BAD_HOUR_OF = 4;

  /** How many attempts it gets to find a place; a short hour has little room. */
  private static final int ATTEMPTS = 20;

  /** What an hour is as a whole. */
  private enum Kind {
    RECORDED,
    MISSING,
    EMPTY,
    ONLY_JUNK
  }

  /** Slots that have the same thing happen to them. */
  private record Stretch(Optional<Fault> fault, int slots) {
    static final Stretch NO_FAULT = new Stretch(Optional.empty(), 1);

    void leave(HourSheet sheet, long slot) {
      fault.ifPresentOrElse(what -> what.leave(sheet, slot, slots), () -> sheet.full(slot));
    }
  }

  /**
   * The files of an hour as it stands at a moment, or nothing where there is no directory.
   *
   * @param until what ends later is not there yet, in microseconds
   */
  Optional<List<ScriptedFile>> hour(long hour, long until) {
    long hoursAgo = (newestHour - hour) / Micros.PER_HOUR;
    SplittableRandom random = new SplittableRandom(1_000_003L * stream.number() + hoursAgo);
    HourSheet sheet = new HourSheet(stream, random);
    switch (kind(hoursAgo)) {
      case RECORDED -> {
        boolean bad = Math.floorMod(hoursAgo, BAD_HOUR_OF) == 1;
        record(hour, until, sheet, bad ? Optional.of(random) : Optional.empty());
      }
      case ONLY_JUNK -> sheet.allJunk(stream.firstSlotOf(hour));
      case EMPTY -> {}
      case MISSING -> {
        return Optional.empty();
      }
    }
    return Optional.of(sheet.files());
  }

  /** Directories beside the hours that are none. */
  List<String> strayDirectories() {
    String day = HourName.of(newestHour).substring(0, "0000-00-00".length());
    return List.of(day, "." + day);
  }

  private Kind kind(long hoursAgo) {
    return switch (Math.floorMod(hoursAgo - stream.number(), PERIOD_HOURS)) {
      case 9 -> Kind.MISSING;
      case 10 -> Kind.EMPTY;
      case 11 -> Kind.ONLY_JUNK;
      default -> Kind.RECORDED;
    };
  }

  private void record(long hour, long until, HourSheet sheet, Optional<SplittableRandom> chance) {
    long first = Math.max(stream.firstSlotOf(hour), stream.slotAt(from) + 1);
    long last = Math.min(stream.firstSlotOf(hour + Micros.PER_HOUR), stream.slotAt(until));
    long quiet = Math.min(last, stream.slotAt(until - QUIET));
    TreeMap<Long, Stretch> faults =
        chance.map(random -> faults(first, (int) (quiet - first), random)).orElseGet(TreeMap::new);
    for (long slot = first; slot < last; ) {
      Stretch stretch = faults.getOrDefault(slot, Stretch.NO_FAULT);
      stretch.leave(sheet, slot);
      slot += stretch.slots();
    }
  }

  /** Faults by their first slot; none touches another or the ends of the hour. */
  private TreeMap<Long, Stretch> faults(long first, int room, SplittableRandom random) {
    TreeMap<Long, Stretch> faults = new TreeMap<>();
    BitSet taken = new BitSet();
    for (Fault fault : Fault.values()) {
      for (int time = fault.times(random); time > 0; time--) {
        int slots = stream.slotsIn(fault.seconds(random));
        for (int attempt = 0; attempt < ATTEMPTS && room > slots + 2; attempt++) {
          int at = random.nextInt(1, room - slots);
          if (taken.get(at - 1, at + slots + 1).isEmpty()) {
            taken.set(at, at + slots);
            faults.put(first + at, new Stretch(Optional.of(fault), slots));
            break;
          }
        }
      }
    }
    return faults;
  }
}
