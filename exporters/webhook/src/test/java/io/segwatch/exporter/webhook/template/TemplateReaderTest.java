package io.segwatch.exporter.webhook.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Examples;
import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A template of the operator's own. */
class TemplateReaderTest {
  @TempDir Path folder;

  @Test
  void aDocumentOfTheOperatorsIsFilled() throws IOException {
    Settings settings =
        settings(
            """
            {"routing_key": "${key_of_mine}",
             "event_action": {"${level}": {"problem": "trigger", "note": "trigger",
                                           "otherwise": "resolve"}},
             "dedup_key": "${key}",
             "payload": {"summary": "${title}", "source": "${node}", "severity": "warning",
                         "custom_details": {"seconds": "${duration_seconds}"}}}
            """,
            Map.of("key_of_mine", "r0"));
    Format format = TemplateReader.read(Service.TEMPLATE, settings);
    assertThat(settings.problems()).isEmpty();

    assertThat(write(format, EventType.HOLE_OPENED).encode())
        .isEqualTo(
            """
            {"routing_key":"r0","event_action":"trigger","dedup_key":"h_4q8z1m7c0d2x",\
            "payload":{"summary":"Hole of 4.5 s in <b>/source","source":"store-3",\
            "severity":"warning","custom_details":{"seconds":4.5}}}\
            """);
    assertThat(write(format, EventType.HOLE_FILLED).getString("event_action")).isEqualTo("resolve");
    assertThat(write(format, EventType.RECORDING_STALLED).getString("dedup_key"))
        .isEqualTo(write(format, EventType.RECORDING_RESUMED).getString("dedup_key"))
        .matches("\\w{1,40}");
  }

  @Test
  void aDocumentOfTheOperatorsForAServiceKeepsToItsRules() throws IOException {
    Settings settings = settings("{\"text\": \"*${title}*\"}", Map.of());

    assertThat(
            write(TemplateReader.read(Service.SLACK, settings), EventType.HOLE_OPENED)
                .getString("text"))
        .isEqualTo("*Hole of 4.5 s in &lt;b&gt;/source*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'x': '${chanel}'} | there is no value for ${chanel}: did you mean ${channel}?",
        "{'x': {'${lvl}': {}}} | there is no value for ${lvl}: did you mean ${level}?",
        "{'x': {'${level}': {'problm': 1}}} | ${level} is never 'problm'; did you mean 'problem'?",
        "{'x': {'${type}': {'segwatch.hole.open': 1}}} | did you mean 'segwatch.hole.opened'?",
        "{'x': 'a | the file is to hold a JSON object: ",
        "[] | the file is to hold a JSON object: "
      })
  void whatIsWrongWithItIsTold(String json, String problem) throws IOException {
    assertThat(problems(Service.TEMPLATE, json))
        .singleElement()
        .asString()
        .startsWith("template-file: ")
        .contains(problem);
  }

  @Test
  void whatIsTooLongForTheServiceIsTold() throws IOException {
    assertThat(problems(Service.DISCORD, "{'content': '" + "x".repeat(2_001) + "'}"))
        .containsExactly("template-file: is too long for discord: content takes 2000 characters");
    assertThat(problems(Service.TEMPLATE, "{'content': '" + "x".repeat(20_000) + "'}"))
        .containsExactly("template-file: is too long for template: a message takes 20000 bytes");
    assertThat(problems(Service.TEMPLATE, " ".repeat(65_537)))
        .containsExactly("template-file: the file is to have 65536 bytes at most");
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    Settings settings = new Settings(Map.of("template-file", folder.resolve("no").toString()));
    TemplateReader.read(Service.TEMPLATE, settings);

    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith("template-file: the file cannot be read: ");
  }

  @Test
  void aTemplateIsNeededWhereTheServiceHasNone() {
    Settings settings = new Settings(Map.of());
    TemplateReader.read(Service.TEMPLATE, settings);

    assertThat(settings.problems())
        .containsExactly("template-file: is missing: it names a JSON document with placeholders");
  }

  @ParameterizedTest
  @CsvSource({"ZULIP, to", "NTFY, topic"})
  void whatAServiceNeedsToKnowIsToldByName(Service service, String name) {
    Settings settings = new Settings(Map.of());
    TemplateReader.read(service, settings);

    assertThat(settings.problems())
        .containsExactly("format: there is no value for ${" + name + "}: give values." + name);
  }

  @Test
  void valuesThatNobodyUsesAreTold() throws IOException {
    Settings settings = settings("{}", Map.of("topic", "x", "title", "y"));
    TemplateReader.read(Service.TEMPLATE, settings);

    assertThat(settings.problems())
        .containsExactlyInAnyOrder(
            "values.title: is a name of segwatch's own",
            "values.topic: is not in the template",
            "values.title: is not in the template");
  }

  @ParameterizedTest
  @EnumSource(Placeholder.class)
  void everyPlaceholderHasAValueInSomeNotice(Placeholder placeholder) throws IOException {
    Settings settings = settings("{\"x\": \"${" + placeholder.label() + "}\"}", Map.of());
    Format format = TemplateReader.read(Service.TEMPLATE, settings);

    assertThat(settings.problems()).isEmpty();
    assertThat(
            new Examples(new StreamId("<b>", "source"), TurnedClock.START)
                .all().stream().map(notice -> format.write(notice, site(), place()).toString()))
        .anyMatch(json -> json.startsWith("{\"x\":"));
  }

  private List<String> problems(Service service, String json) throws IOException {
    Settings settings = settings(json.replace('\'', '"'), Map.of());
    TemplateReader.read(service, settings);
    return settings.problems();
  }

  private Settings settings(String json, Map<String, String> values) throws IOException {
    Path file = Files.writeString(folder.resolve("template.json"), json);
    return new Settings(Map.of("template-file", file.toString(), "values", values));
  }

  private static JsonObject write(Format format, EventType type) {
    return format
        .write(
            new Examples(new StreamId("<b>", "source"), TurnedClock.START).of(type).getFirst(),
            site(),
            place())
        .toJsonObject();
  }

  private static Site site() {
    return new Site("store-3", URI.create("https://store-3:8006"));
  }

  private static Place place() {
    return new Place("pager", "x7d2", 611);
  }
}
