package io.segwatch.agent.demo;

import io.segwatch.coverage.SegmentType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The files of one hour while they are being thought up: each method adds what one slot has. */
final class HourSheet {
  /** How two recorders that were started by hand differ. */
  private static final long SKEW = 400_000;

  private static final int LARGE = 900;
  private static final int SMALL = 300;

  /** What becomes of a good name when a program or a person gets it wrong. */
  private static final List<UnaryOperator<String>> MISTAKES =
      List.of(
          _ -> "notes.txt",
          good -> "." + good,
          good -> good.substring(0, good.length() - ".ts".length() - 2) + ".ts", // hash cut short
          good -> good.replaceFirst("-full-.", "-full-+"), // base64, but not that of URLs
          good -> good.replaceFirst("-[0-9.]+-", "-inf-"),
          good -> good.replaceFirst("^..", "75"),
          good -> good.replaceFirst("full", "FULL"),
          good -> good + ".part");

  private final DemoStream stream;
  private final RandomGenerator random;
  private final List<ScriptedFile> files = new ArrayList<>();

  HourSheet(DemoStream stream, RandomGenerator random) {
    this.stream = stream;
    this.random = random;
  }

  List<ScriptedFile> files() {
    return List.copyOf(files);
  }

  void full(long slot) {
    segment(slot, stream.length(), SegmentType.FULL);
  }

  void partial(long slot) {
    segment(slot, stream.length(), SegmentType.PARTIAL);
  }

  void suspect(long slot) {
    segment(slot, stream.length(), SegmentType.SUSPECT);
  }

  /** The connection broke after three fifths of it. */
  void brokenOff(long slot) {
    segment(slot, stream.length() * 3 / 5, SegmentType.PARTIAL);
  }

  /** It was never finished. */
  void temp(long slot) {
    add(RecorderNames.temp(stream.start(slot), stream.length(), random), 0);
  }

  /** The second attempt got all of it. */
  void fullAfterPartial(long slot) {
    brokenOff(slot);
    full(slot);
  }

  /** Two attempts of a kind: the shorter one is the better one, as it is larger. */
  void tie(long slot, SegmentType type) {
    long start = stream.start(slot);
    add(RecorderNames.segment(start, stream.length(), type, random), SMALL);
    add(RecorderNames.segment(start, stream.length() * 4 / 5, type, random), LARGE);
  }

  /** Reaches half into the next slot. */
  void tooLong(long slot) {
    segment(slot, stream.length() * 3 / 2, SegmentType.FULL);
  }

  /** A second recorder has the same, a little later. */
  void twins(long slot) {
    full(slot);
    long later = stream.start(slot) + SKEW;
    add(RecorderNames.segment(later, stream.length(), SegmentType.FULL, random), 0);
  }

  /** One file that holds what several slots have too. */
  void whole(long slot, int slots) {
    segment(slot, stream.length() * slots, SegmentType.FULL);
  }

  /** A header and nothing else. */
  void nothing(long slot) {
    segment(slot, 0, SegmentType.FULL);
  }

  /** Deleted, with or without the file that was. */
  void tombstone(long slot, boolean fileStays) {
    String deleted =
        RecorderNames.segment(stream.start(slot), stream.length(), SegmentType.FULL, random);
    if (fileStays) {
      add(deleted, 0);
    }
    add(RecorderNames.tombstone(deleted), 0);
  }

  /** A name that is no segment's. */
  void junk(long slot) {
    junk(slot, random.nextInt(MISTAKES.size()));
  }

  /** Every such name that there is. */
  void allJunk(long firstSlot) {
    for (int mistake = 0; mistake < MISTAKES.size(); mistake++) {
      junk(firstSlot + mistake, mistake);
    }
  }

  private void junk(long slot, int mistake) {
    String good =
        RecorderNames.segment(stream.start(slot), stream.length(), SegmentType.FULL, random);
    String name = MISTAKES.get(mistake).apply(good);
    if (files.stream().noneMatch(file -> file.name().equals(name))) {
      add(name, 0);
    }
  }

  private void segment(long slot, long duration, SegmentType type) {
    add(RecorderNames.segment(stream.start(slot), duration, type, random), 0);
  }

  private void add(String name, int size) {
    files.add(new ScriptedFile(name, size));
  }
}
