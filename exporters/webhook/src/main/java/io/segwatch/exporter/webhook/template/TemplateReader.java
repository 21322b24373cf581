package io.segwatch.exporter.webhook.template;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.Spelling;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Examples;
import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the template of an endpoint: the service's own, or the operator's in {@code template-file};
 * and the operator's {@code values} for it. What is wrong with them is found here, and not when the
 * first message is written.
 */
public final class TemplateReader {
  private static final String FILE = "template-file";
  private static final String VALUES = "values";
  private static final int FILE_LIMIT = 64 * 1024;

  private static final Template EMPTY = new Template(Map.of());

  private TemplateReader() {}

  /** The format; all that is wrong is reported to the settings. */
  public static Format read(Service service, Settings settings) {
    Map<String, String> own = settings.textsByName(VALUES);
    own.keySet().stream()
        .filter(name -> Placeholder.named(name).isPresent())
        .forEach(name -> settings.problem(VALUES + "." + name, "is a name of segwatch's own"));
    Optional<String> file = settings.text(FILE);
    if (file.isEmpty() && service == Service.TEMPLATE) {
      settings.problem(FILE, "is missing: it names a JSON document with placeholders");
      return new TemplateFormat(service, EMPTY, own);
    }
    String key = file.isPresent() ? FILE : "format";
    Template template =
        file.map(path -> fromFile(path, settings)).orElseGet(() -> builtIn(service));
    checkPlaceholders(template, own, key, settings);
    TemplateFormat format = new TemplateFormat(service, template, own);
    checkLengths(service, format, key, settings);
    return format;
  }

  private static Template builtIn(Service service) {
    String name = service.label() + ".json";
    try (InputStream in = TemplateReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no template " + name);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Template fromFile(String file, Settings settings) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(FILE_LIMIT + 1);
      if (bytes.length > FILE_LIMIT) {
        settings.problem(FILE, "the file is to have " + FILE_LIMIT + " bytes at most");
        return EMPTY;
      }
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException unreadable) {
      settings.problem(FILE, "the file cannot be read: " + unreadable);
    } catch (DecodeException wrong) {
      settings.problem(FILE, "the file is to hold a JSON object: " + firstLine(wrong));
    }
    return EMPTY;
  }

  private static Template parse(String json) {
    return new Template(new JsonObject(json).getMap());
  }

  private static String firstLine(Exception wrong) {
    return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
  }

  private static void checkPlaceholders(
      Template template, Map<String, String> own, String key, Settings settings) {
    Set<String> known = new TreeSet<>(Placeholder.labels());
    known.addAll(own.keySet());
    template.eachPlaceholder((name, chosen) -> {
      if (!known.contains(name)) {
        String wanted =
            key.equals(FILE)
                ? Spelling.nearest(name, known)
                    .map(nearest -> "did you mean ${" + nearest + "}? Else give values." + name)
                    .orElse("")
                : "give values." + name;
        settings.problem(key, "there is no value for ${" + name + "}: " + wanted);
      }
      Set<String> cases = new TreeSet<>(casesOf(name));
      cases.add(Template.OTHERWISE);
      chosen.stream()
          .filter(each -> cases.size() > 1 && !cases.contains(each))
          .forEach(each ->
              settings.problem(
                  key,
                  "${"
                      + name
                      + "} is never '"
                      + each
                      + "'; "
                      + "did you mean '"
                      + Spelling.nearest(each, cases).orElse("")
                      + "'?"));
    });
    Set<String> used = new TreeSet<>();
    template.eachPlaceholder((name, _) -> used.add(name));
    own.keySet().stream()
        .filter(name -> !used.contains(name))
        .forEach(name -> settings.problem(VALUES + "." + name, "is not in the template"));
  }

  /** All values that a placeholder can have, if they are few. */
  private static List<String> casesOf(String name) {
    return switch (name) {
      case "type" -> Arrays.stream(EventType.values()).map(EventType::label).toList();
      case "level" -> Arrays.stream(Level.values()).map(Level::label).toList();
      default -> List.of();
    };
  }

  private static void checkLengths(
      Service service, TemplateFormat format, String key, Settings settings) {
    StreamId stream = new StreamId("channel", "quality");
    Site site = new Site("node", URI.create("http://node:8006"));
    Place place = new Place("endpoint", "epoch", 1);
    Set<String> objections =
        new Examples(stream, Instant.EPOCH)
            .all().stream()
                .flatMap(notice -> format.objectionsToShortest(notice, site, place).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    new ArrayList<>(objections)
        .forEach(objection ->
            settings.problem(key, "is too long for " + service.label() + ": " + objection));
  }
}
