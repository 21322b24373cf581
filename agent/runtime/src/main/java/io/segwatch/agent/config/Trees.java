package io.segwatch.agent.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nested maps as they come out of a configuration file; none is changed. */
final class Trees {
  private Trees() {}

  /** The value at a path; a key without a value (an empty map) has none. */
  static Optional<Object> at(Map<String, Object> tree, List<String> path) {
    Optional<Object> here = Optional.of(tree);
    for (String key : path) {
      here = here.flatMap(Trees::asMap).map(map -> map.get(key));
    }
    return here.filter(value -> !value.equals(Map.of()));
  }

  /**
   * The tree with a value at a path, or with none there. Where something on the way is no map, the
   * tree stays as it is: it is wrong, and whoever reads it says so.
   */
  static Map<String, Object> with(Map<String, Object> tree, List<String> path, Optional<?> value) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    String key = path.getFirst();
    if (path.size() > 1) {
      Object below = copy.getOrDefault(key, Map.of());
      asMap(below).ifPresent(map -> copy.put(key, with(map, path.subList(1, path.size()), value)));
    } else if (value.isPresent()) {
      copy.put(key, value.get());
    } else {
      copy.remove(key);
    }
    return copy;
  }

  /** A value as a map, if it is one. */
  @SuppressWarnings("unchecked") // keys are texts: the reader of the file sees to it
  static Optional<Map<String, Object>> asMap(Object value) {
    return value instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }
}
