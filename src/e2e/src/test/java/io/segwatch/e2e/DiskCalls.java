package io.segwatch.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process wrote and synced, and when it posted something, as {@code strace -f -y} tells it.
 * A file is named by its name alone.
 */
final class DiskCalls {
  private static final Pattern BEGUN =
      Pattern.compile("(\\d+) +(pwrite64|fdatasync|fsync)\\(\\d+<(?:[^>]*/)?([^>/]*)>.*");
  private static final Pattern RESUMED =
      Pattern.compile("(\\d+) +<\\.\\.\\. f(?:data)?sync resumed>.*");
  private static final String POST = "\"POST /";

  private final Map<String, Long> syncs = new HashMap<>();
  private final Set<String> unsynced = new HashSet<>();
  private final Map<String, String> unfinished = new HashMap<>();
  private final List<Map<String, Long>> posts = new ArrayList<>();

  private DiskCalls() {}

  static DiskCalls read(Path trace) throws IOException {
    DiskCalls calls = new DiskCalls();
    Files.readAllLines(trace).forEach(calls::take);
    return calls;
  }

  private void take(String line) {
    Matcher begun = BEGUN.matcher(line);
    Matcher resumed = RESUMED.matcher(line);
    if (line.contains(POST)) {
      posts.add(Map.copyOf(syncs));
    } else if (resumed.matches()) {
      synced(unfinished.remove(resumed.group(1)));
    } else if (begun.matches()) {
      if (begun.group(2).equals("pwrite64")) {
        unsynced.add(begun.group(3));
      } else if (line.endsWith("<unfinished ...>")) {
        unfinished.put(begun.group(1), begun.group(3));
      } else {
        synced(begun.group(3));
      }
    }
  }

  private void synced(String file) {
    unsynced.remove(file);
    syncs.merge(file, 1L, Long::sum);
  }

  /** Whether nothing was written to a file after it was synced last. */
  boolean isSynced(String file) {
    return syncs.containsKey(file) && !unsynced.contains(file);
  }

  /** How often a file was synced in all. */
  long syncs(String file) {
    return syncs.getOrDefault(file, 0L);
  }

  /** For each post how often each file had been synced when it was sent. */
  List<Map<String, Long>> posts() {
    return posts;
  }
}
