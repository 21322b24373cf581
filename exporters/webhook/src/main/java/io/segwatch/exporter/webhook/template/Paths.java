package io.segwatch.exporter.webhook.template;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Places in a JSON document as text: {@code embeds.*.title}. An element of a list that says of
 * which type it is stands by that, {@code blocks.header.text.text}, any other by a star.
 */
final class Paths {
  private Paths() {}

  static String member(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String element(String path, @Nullable Object element) {
    return member(
        path,
        element instanceof Map<?, ?> map && map.get("type") instanceof String type ? type : "*");
  }

  /** Tells every text and every list of a document with its path. */
  static void walk(Object node, BiConsumer<String, Object> consumer) {
    walk("", node, consumer);
  }

  private static void walk(String path, Object node, BiConsumer<String, Object> consumer) {
    switch (node) {
      case String text -> consumer.accept(path, text);
      case List<?> list -> {
        consumer.accept(path, list);
        list.forEach(each -> walk(element(path, each), each, consumer));
      }
      case Map<?, ?> map ->
          map.forEach((key, value) -> walk(member(path, key.toString()), value, consumer));
      default -> {}
    }
  }
}
