package io.segwatch.agent.config;

import static io.segwatch.agent.config.AgentConfig.EXPORTERS;
import static io.segwatch.agent.config.AgentConfig.IGNORE;

import io.segwatch.agent.logging.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A configuration as it applies, in YAML, with the origin of each value behind it. */
final class EffectiveConfig {
  /** What YAML takes for the text that it is. */
  private static final Pattern PLAIN = Pattern.compile("(?!null$)[\\w./]([\\w./+@:-]*[\\w./+@-])?");

  private final Sources sources;
  private final StringBuilder yaml = new StringBuilder();

  private EffectiveConfig(Sources sources) {
    this.sources = sources;
  }

  /** The text, without secrets. */
  static String of(Sources sources, Map<String, Object> merged, AgentConfig config) {
    Map<String, Object> tree = Trees.with(merged, List.of("node"), Optional.of(config.node()));
    tree = Trees.with(tree, List.of("state-dir"), Optional.of(config.stateDir().toString()));
    EffectiveConfig effective = new EffectiveConfig(sources);
    for (Option option : Options.ALL) {
      if (option.path().size() == 1) {
        effective.writeOption(option, Optional.ofNullable(tree.get(option.key())));
      }
    }
    effective.writeEntry("", List.of(IGNORE), tree.getOrDefault(IGNORE, List.of()));
    effective.writeEntry("", List.of(EXPORTERS), config.exporters());
    return effective.yaml.toString();
  }

  private void writeOption(Option option, Optional<Object> value) {
    if (value.isPresent()) {
      writeEntry("", option.path(), value.get());
    } else {
      yaml.append(option.key()).append(": # default: ").append(option.otherwise()).append('\n');
    }
  }

  private void writeEntry(String indent, List<String> path, Object value) {
    yaml.append(indent).append(scalar(path.getLast())).append(':');
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      yaml.append('\n');
      writeMap(indent + "  ", path, map);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      yaml.append('\n');
      list.forEach(item -> writeItem(indent + "  ", path, item));
    } else {
      yaml.append(' ');
      writeScalar(path, value);
    }
  }

  private void writeMap(String indent, List<String> path, Map<?, ?> map) {
    map.forEach((key, value) -> {
      List<String> inside = new ArrayList<>(path);
      inside.add(key.toString());
      writeEntry(indent, inside, value);
    });
  }

  private void writeItem(String indent, List<String> path, Object item) {
    int start = yaml.length() + indent.length();
    if (item instanceof Map<?, ?> map && !map.isEmpty()) {
      writeMap(indent + "  ", path, map);
      yaml.replace(start, start + 2, "- ");
    } else if (item instanceof List<?> list && !list.isEmpty()) {
      yaml.append(indent).append("-\n");
      list.forEach(inner -> writeItem(indent + "  ", path, inner));
    } else {
      yaml.append(indent).append("- ");
      writeScalar(path, item);
    }
  }

  private void writeScalar(List<String> path, Object value) {
    boolean hidden = path.stream().anyMatch(Secrets::isSecret);
    String text =
        switch (value) {
          case Map<?, ?> empty -> "{}";
          case List<?> list when list.isEmpty() -> "[]";
          default -> scalar(hidden ? Secrets.HIDDEN : Secrets.hide(value.toString()));
        };
    yaml.append(text).append(" # ").append(originOf(path)).append('\n');
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    return Printable.of(text).equals(text)
        ? "'" + text.replace("'", "''") + "'"
        : '"' + Printable.of(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }

  private String originOf(List<String> path) {
    return Options.ALL.stream()
        .filter(option -> option.path().equals(path))
        .findFirst()
        .map(sources::origin)
        .orElse(Sources.Origin.FILE) // nothing else can say what is no option
        .name()
        .toLowerCase(Locale.ROOT);
  }
}
