package io.segwatch.exporter.webhook.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document with placeholders.
 *
 * <p>In a string, <code>${name}</code> becomes the value of that name, or nothing where there is
 * none; <code>$${</code> is a plain <code>${</code>. A string that is nothing but one placeholder
 * becomes the value itself, a number too; where there is none it is left out, with its key. An
 * object that has nothing but one placeholder as a key is a choice: it becomes what its object has
 * under the value, or under {@code otherwise}, or is left out. So is a null.
 */
final class Template {
  /** In place of a value, in a choice. */
  static final String OTHERWISE = "otherwise";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)}");

  private final Object tree;

  /**
   * @param tree of maps with texts as keys, lists, texts, numbers, booleans and nulls
   */
  Template(Object tree) {
    this.tree = tree;
  }

  /** The values of placeholders. */
  @FunctionalInterface
  interface Values {
    /**
     * The value of a name in a string.
     *
     * @param path of the string, as {@link Paths} has it
     */
    Optional<?> value(String path, String name);
  }

  /** The document with its values. */
  Object fill(Values values) {
    return fill("", tree, values).orElse("");
  }

  private static Optional<Object> fill(String path, @Nullable Object node, Values values) {
    if (node instanceof String text) {
      return fill(path, text, values);
    }
    if (node instanceof List<?> list) {
      return Optional.of(fill(path, list, values));
    }
    if (node instanceof Map<?, ?> map) {
      Optional<Choice> choice = Choice.of(map);
      return choice.isPresent()
          ? choice.get().made(path, values).flatMap(made -> fill(path, made, values))
          : Optional.of(fill(path, map, values));
    }
    return Optional.ofNullable(node);
  }

  private static Optional<Object> fill(String path, String text, Values values) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    Optional<String> alone = matcher.matches() ? nameIn(matcher) : Optional.empty();
    if (alone.isPresent()) {
      return values.value(path, alone.get()).map(value -> value);
    }
    return Optional.of(
        matcher.replaceAll(found ->
            Matcher.quoteReplacement(
                nameIn(found)
                    .map(name -> values.value(path, name).map(Object::toString).orElse(""))
                    .orElse("${"))));
  }

  /** Empty for what is no placeholder, but stands for a plain <code>${</code>. */
  private static Optional<String> nameIn(MatchResult found) {
    return Optional.ofNullable(found.group(1));
  }

  private static List<Object> fill(String path, List<?> list, Values values) {
    List<Object> filled = new ArrayList<>();
    for (Object element : list) {
      fill(Paths.element(path, element), element, values).ifPresent(filled::add);
    }
    return filled;
  }

  private static Map<String, Object> fill(String path, Map<?, ?> map, Values values) {
    Map<String, Object> filled = new LinkedHashMap<>();
    map.forEach((key, value) ->
        fill(Paths.member(path, key.toString()), value, values)
            .ifPresent(made -> filled.put(key.toString(), made)));
    return filled;
  }

  /** Tells every placeholder, with the values that are chosen from where it is one of a choice. */
  void eachPlaceholder(BiConsumer<String, List<String>> consumer) {
    eachPlaceholder(tree, consumer);
  }

  private static void eachPlaceholder(
      @Nullable Object node, BiConsumer<String, List<String>> consumer) {
    switch (node) {
      case String text ->
          PLACEHOLDER
              .matcher(text)
              .results()
              .flatMap(found -> nameIn(found).stream())
              .forEach(name -> consumer.accept(name, List.of()));
      case List<?> list -> list.forEach(each -> eachPlaceholder(each, consumer));
      case Map<?, ?> map -> {
        Choice.of(map)
            .ifPresent(choice -> consumer.accept(choice.name, List.copyOf(choice.cases.keySet())));
        map.values().forEach(each -> eachPlaceholder(each, consumer));
      }
      case null, default -> {}
    }
  }

  private record Choice(String name, Map<String, Object> cases) {
    @SuppressWarnings("unchecked") // the keys of JSON are texts
    static Optional<Choice> of(Map<?, ?> map) {
      if (map.size() != 1) {
        return Optional.empty();
      }
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      Matcher matcher = PLACEHOLDER.matcher(only.getKey().toString());
      return only.getValue() instanceof Map<?, ?> cases && matcher.matches()
          ? nameIn(matcher).map(name -> new Choice(name, (Map<String, Object>) cases))
          : Optional.empty();
    }

    Optional<Object> made(String path, Values values) {
      String value = values.value(path, name).map(Object::toString).orElse("");
      return Optional.ofNullable(cases.get(cases.containsKey(value) ? value : OTHERWISE));
    }
  }
}
