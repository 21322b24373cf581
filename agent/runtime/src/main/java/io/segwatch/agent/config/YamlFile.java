package io.segwatch.agent.config;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.YamlUnicodeReader;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A configuration file: values as they are written there (a channel {@code 007} is not the number
 * seven), and the line of each key.
 *
 * @param values texts, lists and maps; a key without a value is an empty map
 * @param lines by the full name of the key, from 1 on
 */
public record YamlFile(Path path, Map<String, Object> values, Map<String, Integer> lines) {
  /** The file, and the line of a key if it is in there. */
  public String placeOf(String key) {
    return Optional.ofNullable(lines.get(key))
        .map(line -> path + ":" + line)
        .orElse(path.toString());
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException if it cannot be read, or is no map of texts, lists and maps
   */
  public static YamlFile read(String name) {
    try {
      return read(Path.of(name));
    } catch (InvalidPathException e) {
      throw new ConfigException(List.of(name + ": is no file name: " + e.getReason()));
    }
  }

  private static YamlFile read(Path path) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(path.toString())
              // Both are refused below, with the line.
              .setMaxAliasesForCollections(Integer.MAX_VALUE)
              .setAllowNonScalarKeys(true)
              .build();
      StreamReader text = new StreamReader(settings, new YamlUnicodeReader(in));
      Optional<Node> root = new Composer(settings, new ParserImpl(settings, text)).getSingleNode();
      Walk walk = new Walk(path);
      Map<String, Object> values = root.isPresent() ? walk.root(root.get()) : Map.of();
      if (!walk.problems.isEmpty()) {
        throw new ConfigException(walk.problems);
      }
      return new YamlFile(path, values, walk.lines);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new ConfigException(List.of(place(path, mark) + ": " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ConfigException(
          List.of(path + ": cannot be read as YAML in UTF-8: " + e.getMessage()));
    } catch (IOException e) {
      throw new ConfigException(List.of(path + ": " + reason(e)));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "may not be read by this user";
      default -> "cannot be read: " + e.getMessage();
    };
  }

  private static String place(Path path, Optional<Mark> mark) {
    return mark.map(at -> path + ":" + (at.getLine() + 1)).orElse(path.toString());
  }

  /** Turns nodes into values, and notes what is not taken here. */
  private static final class Walk {
    private final Path path;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    Walk(Path path) {
      this.path = path;
    }

    Map<String, Object> root(Node node) {
      if (node instanceof MappingNode map) {
        return map("", map);
      }
      problem(node, "is to be a map of keys and values, such as `base-dir: /srv/segments`");
      return Map.of();
    }

    private void problem(Node node, String message) {
      problems.add(place(path, node.getStartMark()) + ": " + message);
    }

    private Object value(String name, Node node) {
      if (node.getAnchor().isPresent()) {
        // Anchors that name each other grow without bound once they are written out.
        problem(node, "anchors (&name) are not taken; write the value out where it is used");
        return "";
      }
      return switch (node) {
        case MappingNode map -> map(name, map);
        case SequenceNode list -> list(name, list);
        case ScalarNode scalar when isNothing(scalar) -> Map.of();
        case ScalarNode scalar -> scalar.getValue();
        default -> {
          problem(node, "is to be a text, a list or a map");
          yield "";
        }
      };
    }

    private static boolean isNothing(ScalarNode scalar) {
      String text = scalar.getValue();
      return scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    private Map<String, Object> map(String name, MappingNode node) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (NodeTuple entry : node.getValue()) {
        if (!(entry.getKeyNode() instanceof ScalarNode key) || key.getAnchor().isPresent()) {
          problem(entry.getKeyNode(), "a key is to be a text");
          continue;
        }
        String inside = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
        if (map.put(key.getValue(), value(inside, entry.getValueNode())) != null) {
          problem(key, inside + " is there already, in line " + lines.get(inside));
        }
        key.getStartMark().ifPresent(at -> lines.putIfAbsent(inside, at.getLine() + 1));
      }
      return map;
    }

    private List<Object> list(String name, SequenceNode node) {
      List<Object> list = new ArrayList<>();
      for (Node item : node.getValue()) {
        String inside = name + "[" + list.size() + "]";
        item.getStartMark().ifPresent(at -> lines.put(inside, at.getLine() + 1));
        list.add(value(inside, item));
      }
      return list;
    }
  }
}
