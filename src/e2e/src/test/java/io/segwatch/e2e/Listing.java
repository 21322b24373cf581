package io.segwatch.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is in a folder. */
final class Listing {
  private Listing() {}

  /** The names in it. */
  static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    return names;
  }

  /** Everything below it but one folder, with sizes and times of change. */
  static SortedMap<String, String> below(Path folder, Path leftOut) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.filter(path -> !path.startsWith(leftOut)).toList();
    }
    for (Path path : all) {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // The folder itself changes when the one that is left out is made in it.
      String changed = path.equals(folder) ? "" : attributes.lastModifiedTime().toString();
      found.put(folder.relativize(path).toString(), attributes.size() + " " + changed);
    }
    return found;
  }
}
