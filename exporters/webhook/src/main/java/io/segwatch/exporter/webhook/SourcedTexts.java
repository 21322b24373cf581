package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Texts that need not stand in the settings themselves, as they are secret: {@code KEY} is the
 * text, {@code KEY-file} names a file with it, {@code KEY-env} a variable of the environment. No
 * problem quotes one.
 */
final class SourcedTexts {
  private static final String FILE = "-file";
  private static final String ENVIRONMENT = "-env";
  private static final List<String> KINDS = List.of("", FILE, ENVIRONMENT);

  /** In bytes; what is longer is the wrong file. */
  private static final int FILE_LIMIT = 4096;

  private final Function<String, Optional<String>> environment;

  SourcedTexts(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /**
   * A text and where it comes from.
   *
   * @param source the key that it was found by, for problems with it
   */
  record Sourced(String source, String text) {}

  /** The keys of a text that are given. */
  static List<String> given(Settings settings, String key) {
    // Each is asked for, so that all are known keys.
    return KINDS.stream().map(kind -> key + kind).filter(settings::has).toList();
  }

  /** The text, if it is given; what is wrong is reported to the settings. */
  Optional<Sourced> read(Settings settings, String key) {
    List<String> given = given(settings, key);
    if (given.size() > 1) {
      settings.problem(given.getLast(), "give only one of " + String.join(", ", given));
      return Optional.empty();
    }
    return given.stream()
        .findFirst()
        .flatMap(source ->
            settings
                .text(source)
                .flatMap(value -> text(source.substring(key.length()), value, settings, source)));
  }

  /** Texts by name; one of a name, from wherever it comes. */
  Map<String, Sourced> readByName(Settings settings, String key) {
    Map<String, Sourced> texts = new TreeMap<>();
    for (String kind : KINDS) {
      settings
          .textsByName(key + kind)
          .forEach((name, value) -> {
            String source = key + kind + "." + name;
            if (texts.containsKey(name)) {
              settings.problem(source, "is given by " + texts.get(name).source() + " too");
            } else {
              text(kind, value, settings, source).ifPresent(text -> texts.put(name, text));
            }
          });
    }
    return texts;
  }

  private Optional<Sourced> text(String kind, String value, Settings settings, String source) {
    Optional<String> text =
        switch (kind) {
          case FILE -> fromFile(value, settings, source);
          case ENVIRONMENT -> fromEnvironment(value, settings, source);
          default -> Optional.of(value);
        };
    return text.map(found -> new Sourced(source, found));
  }

  private Optional<String> fromEnvironment(String variable, Settings settings, String source) {
    Optional<String> text = environment.apply(variable);
    if (text.isEmpty()) {
      settings.problem(source, "there is no environment variable of that name");
    }
    return text.map(String::strip);
  }

  private static Optional<String> fromFile(String file, Settings settings, String source) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(FILE_LIMIT + 1);
      if (bytes.length > FILE_LIMIT) {
        settings.problem(source, "the file is to have " + FILE_LIMIT + " bytes at most");
        return Optional.empty();
      }
      return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException | InvalidPathException unreadable) {
      settings.problem(source, "the file cannot be read: " + unreadable);
      return Optional.empty();
    }
  }
}
