package io.segwatch.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes the hours of one stream at random: what a recorder, a backfill, an operator and a broken
 * disk do to them. The same seed makes the same changes, of which some may fail on the way.
 *
 * <pre>{@code java -cp … io.segwatch.conformance.Churn BASE/CHANNEL/QUALITY SEED CHANGES SECONDS}
 * </pre>
 */
public final class Churn {
  private static final int HOURS = 6;
  private static final List<String> TYPES = List.of("full", "full", "suspect", "partial", "temp");
  private static final LocalDateTime FIRST = LocalDateTime.parse("2026-11-14T03:00");

  private final Path stream;
  private final Random random;
  private final List<Path> files = new ArrayList<>();

  /** Changes below a folder, in an order that a seed tells. */
  public Churn(Path stream, long seed) {
    this.stream = stream;
    this.random = new Random(seed);
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

  /** Makes one change. */
  public void change() throws IOException {
    int kind = random.nextInt(100);
    if (files.isEmpty() || kind < 45) {
      create(segment());
    } else if (kind < 50) {
      create(random.nextBoolean() ? hour().resolve("junk" + random.nextInt(9) + ".ts") : noText());
    } else if (kind < 75) {
      rename(pick());
    } else if (kind < 88) {
      Files.deleteIfExists(take());
    } else if (kind < 92) {
      String name = pick().toString();
      create(Path.of(name.replaceFirst("\\.ts$", "") + ".tombstone"));
    } else if (kind < 99) {
      create(segment());
      Files.setLastModifiedTime(hourOf(pick()), FileTime.fromMillis(1_000_000_000_000L));
    } else {
      replaceHour(hourOf(pick()));
    }
  }

  private Path hour() {
    return stream.resolve(FIRST.plusHours(random.nextInt(HOURS)).toString().substring(0, 13));
  }

  private static Path hourOf(Path file) {
    return file.resolveSibling("").normalize();
  }

  private Path segment() {
    int second = 2 * random.nextInt(1_800);
    return hour()
        .resolve(
            String.format(
                Locale.ROOT,
                "%02d:%02d.%02d-%d.%d-%s-%c%c%c%c.ts",
                second / 60,
                second % 60,
                random.nextInt(3),
                1 + random.nextInt(2),
                random.nextInt(10),
                TYPES.get(random.nextInt(TYPES.size())),
                'A' + random.nextInt(26),
                'A' + random.nextInt(26),
                'A' + random.nextInt(26),
                'A' + random.nextInt(26)));
  }

  /** A name of bytes that are no text in any encoding. */
  private Path noText() {
    String bytes = String.format(Locale.ROOT, "%%FF%%%02X.ts", 128 + random.nextInt(128));
    return Path.of(URI.create(hour().toUri() + "/" + bytes));
  }

  private void create(Path file) throws IOException {
    Files.createDirectories(hourOf(file));
    if (Files.notExists(file)) {
      Files.writeString(file, "x".repeat(random.nextInt(16)));
      files.add(file);
    }
  }

  private Path pick() {
    return files.get(random.nextInt(files.size()));
  }

  private Path take() {
    int last = files.size() - 1;
    int index = random.nextInt(files.size());
    Path taken = files.get(index);
    files.set(index, files.get(last));
    files.remove(last);
    return taken;
  }

  private void rename(Path from) throws IOException {
    Path to = segment();
    Files.createDirectories(hourOf(to));
    try {
      Files.move(from, to);
      files.remove(from);
      files.add(to);
    } catch (NoSuchFileException gone) {
      files.remove(from);
    } catch (FileAlreadyExistsException there) {
      // one of the others may still find a free name
    }
  }

  /** Makes an hour again, with half of what was in it. */
  private void replaceHour(Path hour) throws IOException {
    files.removeIf(file -> hourOf(file).equals(hour));
    Path away = stream.resolveSibling("away-" + hour.getFileName());
    Files.move(hour, away);
    Files.createDirectory(hour);
    try (var old = Files.newDirectoryStream(away)) {
      for (Path file : old) {
        if (random.nextBoolean()) {
          Path back = hour.resolve(file.getFileName());
          Files.move(file, back);
          files.add(back);
        } else {
          Files.delete(file);
        }
      }
    }
    Files.delete(away);
  }
}
