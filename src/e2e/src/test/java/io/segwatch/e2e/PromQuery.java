package io.segwatch.e2e;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query of Prometheus, as far as it names anything: not its grammar, which is Prometheus' own to
 * check.
 *
 * @param labelsByMetric the metrics that it reads, with the labels by which it chooses
 * @param grouping labels by which it puts series together
 */
record PromQuery(Map<String, Set<String>> labelsByMetric, Set<String> grouping) {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w:.])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()(?:\\{([^}]*)\\})?");
  private static final Pattern CHOICE = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern TEXT_OR_RANGE = Pattern.compile("\"[^\"]*\"|\\[[^]]*\\]");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  static PromQuery parse(String text) {
    String plain = TEXT_OR_RANGE.matcher(text).replaceAll("");
    Set<String> grouping =
        GROUPING
            .matcher(plain)
            .results()
            .flatMap(list -> Arrays.stream(list.group(1).split("[\\s,]+")))
            .filter(label -> !label.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    SELECTOR
        .matcher(GROUPING.matcher(plain).replaceAll(""))
        .results()
        .filter(each -> !WORDS.contains(each.group(1)))
        .forEach(each ->
            labels.computeIfAbsent(each.group(1), _ -> new TreeSet<>()).addAll(chosenBy(each)));
    return new PromQuery(labels, grouping);
  }

  private static Set<String> chosenBy(MatchResult selector) {
    String choices = selector.group(2) == null ? "" : selector.group(2);
    return CHOICE.matcher(choices).results().map(each -> each.group(1)).collect(Collectors.toSet());
  }

  /**
   * What it names that is not there.
   *
   * @param known labels by metric
   * @param added labels that Prometheus adds to each series
   */
  Set<String> unknown(Map<String, Set<String>> known, Collection<String> shown, Set<String> added) {
    Set<String> unknown = new LinkedHashSet<>();
    Set<String> all = new TreeSet<>(added);
    labelsByMetric.forEach((metric, labels) -> {
      if (!known.containsKey(metric)) {
        unknown.add(metric);
        return;
      }
      Set<String> there = known.get(metric);
      all.addAll(there);
      labels.stream()
          .filter(label -> !there.contains(label) && !added.contains(label))
          .forEach(label -> unknown.add(metric + "{" + label + "}"));
    });
    grouping.stream().filter(label -> !all.contains(label)).forEach(unknown::add);
    shown.stream().filter(label -> !all.contains(label)).forEach(unknown::add);
    return unknown;
  }
}
