package io.segwatch.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes the hours of one stream at random: what a recorder, a backfill, an operator and a broken
 * disk do to them. It is at work on a few hours at a time, and the others come to rest. The same
 * seed makes the same changes.
 *
 * <pre>{@code java -cp … io.segwatch.conformance.Churn BASE/CHANNEL/QUALITY SEED CHANGES SECONDS}
 * </pre>
 */
public final class Churn {
  private static final int HOURS = 24;
  private static final int HOURS_AT_A_TIME = 3;
  private static final int CHANGES_AT_A_TIME = 300;
  private static final List<String> TYPES = List.of("full", "full", "suspect", "partial", "temp");
  private static final LocalDateTime FIRST = LocalDateTime.parse("2026-11-14T03:00");
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private final Random random;
  private final Path aside;
  private final List<Hour> hours = new ArrayList<>();
  private final List<Hour> atWork = new ArrayList<>();
  private boolean timesAreSetBack; // as `rsync -a` does
  private int changes;

  private record Hour(Path folder, List<Path> files) {}

  /** Changes below a folder, in an order that a seed tells. */
  public Churn(Path stream, long seed) {
    random = new Random(seed);
    aside = stream.resolveSibling("aside");
    for (int i = 0; i < HOURS; i++) {
      String name = FIRST.plusHours(i).toString().substring(0, 13);
      hours.add(new Hour(stream.resolve(name), new ArrayList<>()));
    }
  }

  /** Makes a number of changes, spread over a time. */
  public static void main(String... arguments) throws IOException {
    Churn churn = new Churn(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    int changes = Integer.parseInt(arguments[2]);
    long nanos = Duration.ofSeconds(Long.parseLong(arguments[3])).toNanos();
    long start = System.nanoTime();
    for (int made = 0; made < changes; made++) {
      LockSupport.parkNanos(start + nanos / changes * made - System.nanoTime());
      churn.change();
    }
  }

  /**
   * Starts a process that makes changes. The system properties {@code churn.changes}, {@code
   * churn.seconds} and {@code churn.seed} tell how many, in how many seconds, and which.
   *
   * @param changes how many where nothing is told
   * @param seconds likewise
   */
  public static Process start(Path stream, int changes, int seconds) throws IOException {
    String classes = Churn.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes,
            Churn.class.getName(),
            stream.toString(),
            Long.toString(Long.getLong("churn.seed", 7)),
            Integer.toString(Integer.getInteger("churn.changes", changes)),
            Integer.toString(Integer.getInteger("churn.seconds", seconds)));
    builder.environment().put("LC_ALL", "C.UTF-8"); // in C, Java can name no file beyond ASCII
    return builder.inheritIO().start();
  }

  /** Makes one change. */
  public void change() throws IOException {
    if (changes++ % CHANGES_AT_A_TIME == 0) {
      moveOn();
    }
    changeAny();
    if (timesAreSetBack) {
      for (Hour hour : atWork) {
        if (Files.exists(hour.folder)) {
          Files.setLastModifiedTime(hour.folder, LONG_AGO);
        }
      }
    }
  }

  private void moveOn() {
    atWork.clear();
    for (int i = 0; i < HOURS_AT_A_TIME; i++) {
      atWork.add(any(hours));
    }
    timesAreSetBack = random.nextInt(3) == 0;
  }

  private void changeAny() throws IOException {
    Hour hour = anyAtWork();
    int kind = random.nextInt(1_000);
    if (hour.files.isEmpty() || kind < 520) {
      create(hour, segment(hour));
    } else if (kind < 570) {
      create(hour, random.nextBoolean() ? junk(hour) : noText(hour));
    } else if (kind < 770) {
      rename(hour, anyAtWork());
    } else if (kind < 820) {
      replace(hour);
    } else if (kind < 950) {
      Files.delete(take(hour));
    } else if (kind < 990) {
      String name = any(hour.files).toString();
      create(hour, Path.of(name.replaceFirst("\\.ts$", "") + ".tombstone"));
    } else {
      remove(hour, random.nextBoolean());
    }
  }

  private Hour anyAtWork() {
    return any(atWork);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Path segment(Hour hour) {
    int second = 2 * random.nextInt(1_800);
    return hour.folder.resolve(
        String.format(
            Locale.ROOT,
            "%02d:%02d.%02d-%d.%d-%s-%c%c%c%c.ts",
            second / 60,
            second % 60,
            random.nextInt(3),
            1 + random.nextInt(2),
            random.nextInt(10),
            any(TYPES),
            'A' + random.nextInt(26),
            'A' + random.nextInt(26),
            'A' + random.nextInt(26),
            'A' + random.nextInt(26)));
  }

  private Path junk(Hour hour) {
    return hour.folder.resolve("junk" + random.nextInt(9) + ".ts");
  }

  /** A name of bytes that are no text in any encoding. */
  private Path noText(Hour hour) {
    String bytes = String.format(Locale.ROOT, "%%FF%%%02X.ts", 128 + random.nextInt(128));
    return Path.of(URI.create(hour.folder.toUri() + "/" + bytes));
  }

  private void create(Hour hour, Path file) throws IOException {
    Files.createDirectories(hour.folder);
    if (Files.notExists(file)) {
      Files.writeString(file, "x".repeat(random.nextInt(16)));
      hour.files.add(file);
    }
  }

  private Path take(Hour hour) {
    int last = hour.files.size() - 1;
    Collections.swap(hour.files, random.nextInt(last + 1), last);
    return hour.files.remove(last);
  }

  private void rename(Hour from, Hour to) throws IOException {
    Path renamed = segment(to);
    Files.createDirectories(to.folder);
    if (Files.notExists(renamed)) {
      Files.move(take(from), renamed);
      to.files.add(renamed);
    }
  }

  /** Puts a file in the place of another one. */
  private void replace(Hour hour) throws IOException {
    Path file = take(hour);
    Path place = hour.files.isEmpty() ? segment(hour) : take(hour);
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    hour.files.add(place);
  }

  /** Removes an hour, or makes it again with half of what was in it. */
  private void remove(Hour hour, boolean forGood) throws IOException {
    hour.files.clear();
    Files.move(hour.folder, aside);
    if (!forGood) {
      Files.createDirectory(hour.folder);
    }
    try (var old = Files.newDirectoryStream(aside)) {
      for (Path file : old) {
        if (forGood || random.nextBoolean()) {
          Files.delete(file);
        } else {
          Path back = hour.folder.resolve(file.getFileName());
          Files.move(file, back);
          hour.files.add(back);
        }
      }
    }
    Files.delete(aside);
  }
}
