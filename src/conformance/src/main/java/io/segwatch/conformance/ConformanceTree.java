package io.segwatch.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A tree of segments with what is to be found in it.
 *
 * <pre>{@code
 * ConformanceTree tree = ConformanceTree.named("hard-1");
 * tree.plant(base);
 * for (String quality : tree.qualities()) {
 *   … tree.channel() … tree.expected(quality)
 * }
 * }</pre>
 *
 * @param name which one, such as {@code hard-1}
 * @param entries its files and empty folders, as paths below the base folder
 */
public record ConformanceTree(String name, List<TreeEntry> entries) {
  /** Trees on which the incumbent makes no mistake; they have its metrics and pictures. */
  public static final List<String> OF_THE_INCUMBENT = List.of("incumbent-1", "incumbent-2");

  /** Every tree. */
  public static final List<String> ALL =
      List.of("incumbent-1", "incumbent-2", "hard-1", "hard-2", "real-1");

  /** Reads a tree. */
  public static ConformanceTree named(String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Resources.open(name + "/tree.txt.gz")),
                StandardCharsets.US_ASCII))) {
      return new ConformanceTree(name, lines.lines().map(ConformanceTree::entry).toList());
    }
  }

  private static TreeEntry entry(String line) {
    int blank = line.indexOf(' ');
    return new TreeEntry(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)));
  }

  /**
   * Makes all files below a base folder. Those of one size are one file under many names, as making
   * a file can take many times as long: they may be deleted and renamed, but not written to.
   */
  public void plant(Path base) throws IOException {
    Map<Long, Path> planted = new HashMap<>();
    for (TreeEntry entry : entries) {
      Optional<Path> twin = Optional.ofNullable(planted.get(entry.size()));
      if (entry.isFolder()) {
        entry.plant(base);
      } else if (twin.isPresent()) {
        entry.link(base, twin.get());
      } else {
        entry.plant(base);
        planted.put(entry.size(), base.resolve(entry.path()));
      }
    }
  }

  /** The sizes of all files by their paths below the base folder; 0 of an empty folder. */
  public Map<String, Long> sizes() {
    Map<String, Long> sizes = new TreeMap<>();
    entries.forEach(entry -> sizes.put(entry.path(), entry.size()));
    return sizes;
  }

  /** The name of its one channel. */
  public String channel() {
    return part(entries.getFirst(), 0);
  }

  /** The names of its qualities, in order. */
  public List<String> qualities() {
    return entries.stream().map(entry -> part(entry, 1)).distinct().sorted().toList();
  }

  /** The hours that its files are in, in order, and no folder that is no hour. */
  public List<String> hours() {
    return entries.stream()
        .map(entry -> part(entry, 2))
        .filter(folder -> folder.matches("\\d{4}-(0\\d|1[0-2])-\\d\\dT\\d\\d"))
        .distinct()
        .sorted()
        .toList();
  }

  private static String part(TreeEntry entry, int index) {
    return entry.path().split("/", -1)[index];
  }

  /** The document that a check with a map is to print for one quality. */
  public String expected(String quality) throws IOException {
    return Resources.text(name + "/expected-" + quality + ".json");
  }

  /** What the incumbent told Prometheus; only of a tree of the incumbent. */
  public String metrics() throws IOException {
    return Resources.text(name + "/metrics.prom");
  }

  /** The picture that the incumbent drew; only of a tree of the incumbent. */
  public byte[] picture(String quality) throws IOException {
    return Resources.bytes(name + "/" + pictureName(quality));
  }

  /** The name of that picture's file. */
  public String pictureName(String quality) {
    return channel() + "_" + quality + "_coverage.png";
  }
}
