package io.segwatch.exporter.webhook.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Examples;
import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Samples;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services are sent: within their limits, and names are nothing but text in it. */
class ServiceTest {
  private static final Site SITE = new Site("store-3", URI.create("https://store-3:8006"));
  private static final Place PLACE = new Place("chat", "x7d2", 611);

  private final Format slack = format(Service.SLACK, Map.of());
  private final Format discord = format(Service.DISCORD, Map.of());
  private final Format zulip = format(Service.ZULIP, Map.of("to", "recordings"));
  private final Format ntfy = format(Service.NTFY, Map.of("topic", "segwatch"));

  static Stream<String> names() {
    return HostileNames.all();
  }

  @Test
  void slackIsToldInBlocks() {
    JsonObject message = slack.write(opened("desertbus"), SITE, PLACE).toJsonObject();

    assertThat(slack.contentType()).isEqualTo("application/json");
    assertThat(message.getString("text")).isEqualTo("🔴 Hole of 4.5 s in desertbus/source");
    JsonArray blocks = message.getJsonArray("blocks");
    assertThat(blocks.getJsonObject(1).getJsonObject("text").getString("text"))
        .isEqualTo("2026-11-23 20:10:00.000 to 20:10:04.500 UTC: never recorded.");
    assertThat(blocks.getJsonObject(2).getJsonArray("elements").getJsonObject(1).getString("text"))
        .isEqualTo(
            "<https://store-3:8006/?h=h_1|Page> · "
                + "<https://store-3:8006/maps/desertbus/source.png|Map>");
  }

  @Test
  void discordIsToldByAnEmbed() {
    JsonObject message = discord.write(opened("desert_bus"), SITE, PLACE).toJsonObject();

    JsonObject embed = message.getJsonArray("embeds").getJsonObject(0);
    assertThat(embed.getString("title")).isEqualTo("Hole of 4.5 s in desert\\_bus/source");
    assertThat(embed.getString("url")).isEqualTo("https://store-3:8006/?h=h_1");
    assertThat(embed.getString("timestamp")).isEqualTo("2026-11-23T20:14:07.120Z");
    assertThat(embed.getInteger("color")).isEqualTo(0xd12620);
    assertThat(embed.getJsonObject("footer").getString("text")).isEqualTo("store-3");
  }

  @Test
  void zulipIsToldByAForm() {
    Map<String, String> message =
        Limits.zulip(zulip.write(opened("desertbus"), SITE, PLACE).toString());

    assertThat(zulip.contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(message)
        .containsEntry("to", "recordings")
        .containsEntry("topic", "desertbus/source")
        .containsEntry(
            "content",
            """
            🔴 **Hole of 4.5 s in `desertbus`/`source`**
            2026-11-23 20:10:00.000 to 20:10:04.500 UTC: never recorded.
            [Page](https://store-3:8006/?h=h_1) · \
            [Map](https://store-3:8006/maps/desertbus/source.png) · `store-3`\
            """);
  }

  @Test
  void ntfyIsToldInJson() {
    JsonObject message = ntfy.write(opened("desertbus"), SITE, PLACE).toJsonObject();

    assertThat(message.encode())
        .isEqualTo(
            """
            {"topic":"segwatch","title":"Hole of 4.5 s in desertbus/source",\
            "message":"2026-11-23 20:10:00.000 to 20:10:04.500 UTC: never recorded.\\nstore-3",\
            "priority":4,"tags":["red_circle"],"click":"https://store-3:8006/?h=h_1"}\
            """);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whateverIsToldAndWhateverNamesThereAreItIsWithinTheLimits(String name) {
    Site site = new Site(name, URI.create("https://store-3:8006"));
    for (Notice notice : notices(new StreamId(name, name))) {
      Buffer posted = slack.write(notice, site, PLACE);
      Limits.slack(posted.toJsonObject());
      Limits.discord(discord.write(notice, site, PLACE).toJsonObject());
      Limits.ntfy(ntfy.write(notice, site, PLACE).toJsonObject());
      Limits.zulip(zulip.write(notice, site, PLACE).toString());
      assertThat(posted.length()).isLessThan(Format.BODY_LIMIT);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesChangeNothingButText(String name) {
    List<Notice> harmless = notices(new StreamId("desertbus", "source"));
    List<Notice> hostile = notices(new StreamId(name, name));
    for (int i = 0; i < harmless.size(); i++) {
      for (Format format : List.of(slack, discord, ntfy)) {
        assertThat(shape(format.write(hostile.get(i), SITE, PLACE).toJsonObject()))
            .isEqualTo(shape(format.write(harmless.get(i), SITE, PLACE).toJsonObject()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void slackSeesNoMarkInAName(String name) {
    JsonObject message = slack.write(opened(name), SITE, PLACE).toJsonObject();

    String text = message.getString("text");
    assertThat(text).doesNotContain("<", ">", "\n");
    assertThat(text.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
    assertThat(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .startsWith("🔴 Hole of 4.5 s in " + start(name));
    assertThat(message.getBoolean("mrkdwn")).isFalse();
    // What is not plain text holds addresses only.
    message.getJsonArray("blocks").getJsonObject(2).getJsonArray("elements").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("type").equals("mrkdwn"))
        .forEach(each ->
            assertThat(each.getString("text"))
                .matches("<https://[^<>|\\s]+\\|Page> · <https://[^<>|\\s]+\\|Map>"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void discordSeesNoMarkInAName(String name) {
    String title =
        discord
            .write(opened(name), SITE, PLACE)
            .toJsonObject()
            .getJsonArray("embeds")
            .getJsonObject(0)
            .getString("title");

    String shown = title.replaceAll("\\\\(\\p{Punct})", "");
    assertThat(shown.replace("Hole of 4.5 s in ", "").replace("/source", ""))
        .doesNotContainPattern("\\p{Punct}|\\n");
    assertThat(title.replaceAll("\\\\(\\p{Punct})", "$1"))
        .startsWith("Hole of 4.5 s in " + start(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void zulipSeesCodeInsteadOfAName(String name) {
    String content = Limits.zulip(zulip.write(opened(name), SITE, PLACE).toString()).get("content");

    String title = content.lines().findFirst().orElseThrow();
    String code = title.replaceFirst("^🔴 \\*\\*Hole of 4.5 s in ", "");
    String fence = code.replaceFirst("[^`].*", "");
    int end = code.indexOf(fence, fence.length());
    while (code.startsWith("`", end + fence.length()) || code.charAt(end - 1) == '`') {
      end = code.indexOf(fence, end + 1);
    }
    assertThat(code.substring(fence.length(), end).strip()).startsWith(start(name).strip());
    assertThat(code.substring(end + fence.length())).isEqualTo("/`source`**");
  }

  @Test
  void namesTurnNoLettersAround() {
    assertThat(ntfy.write(opened("\u202egnp.exe"), SITE, PLACE).toString())
        .contains("\ufffdgnp.exe/source")
        .doesNotContain("\u202e");
  }

  @Test
  void aLongNameIsCutWhereItHasToBeAndOnlyThere() {
    String name = "x".repeat(255);
    Map<String, String> message = Limits.zulip(zulip.write(opened(name), SITE, PLACE).toString());

    assertThat(message.get("content")).contains(name);
    assertThat(message.get("topic")).matches("x+…/source");
  }

  @Test
  void aLongDigestKeepsWithinEveryLimit() {
    StreamId worst = new StreamId("<".repeat(255), "*".repeat(255));
    Notice digest =
        new Notice.Digest(
            at(1),
            at(9_999),
            TurnedClock.START,
            Map.of(EventType.HOLE_OPENED, 9_999),
            Stream.generate(() -> Samples.hole("h_1", worst, 9_000_000))
                .limit(20)
                .map(hole -> new HoleTransition(Kind.OPENED, hole))
                .toList());

    Limits.slack(slack.write(digest, SITE, PLACE).toJsonObject());
    Limits.discord(discord.write(digest, SITE, PLACE).toJsonObject());
    Limits.ntfy(ntfy.write(digest, SITE, PLACE).toJsonObject());
    assertThat(Limits.zulip(zulip.write(digest, SITE, PLACE).toString()).get("content").lines())
        .hasSizeGreaterThan(3);
    assertThat(ntfy.write(digest, SITE, PLACE).toJsonObject().getString("title"))
        .isEqualTo("9999 changes of holes: 9999 opened");
  }

  @Test
  void aReasonOfAnyLengthIsCut() {
    Notice gone =
        new Notice.Event(
            new LogEntry(
                at(1), TurnedClock.START, new StorageChange(".", false, "@".repeat(9_999))));

    Limits.discord(discord.write(gone, SITE, PLACE).toJsonObject());
    Limits.ntfy(ntfy.write(gone, SITE, PLACE).toJsonObject());
  }

  private static List<Notice> notices(StreamId stream) {
    return new Examples(stream, TurnedClock.START).all();
  }

  private static Notice opened(String channel) {
    StreamId stream = new StreamId(channel, "source");
    return new Notice.Event(
        new LogEntry(
            at(1), TurnedClock.START, Samples.opened(Samples.hole("h_1", stream, 4_500_000))));
  }

  private static LogPosition at(long sequence) {
    return new LogPosition("k3v9", sequence);
  }

  /** As much of a name as is seen in the shortest title, in one line. */
  private static String start(String name) {
    String line = name.replaceAll("[\\p{Cc}\u200f\u2028\u202e\u2066\u2069\\p{Cs}]", "\ufffd");
    return line.codePointCount(0, line.length()) <= 6
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 6));
  }

  /** The keys of a document, and what its leaves are. */
  private static Object shape(Object node) {
    return switch (node) {
      case JsonObject object -> {
        List<Object> members = new ArrayList<>();
        for (String key : new TreeSet<>(object.fieldNames())) {
          members.add(List.of(key, shape(object.getValue(key))));
        }
        yield members;
      }
      case JsonArray array -> array.stream().map(ServiceTest::shape).toList();
      case String _ -> "text";
      default -> node;
    };
  }

  private static Format format(Service service, Map<String, String> own) {
    Settings settings = new Settings(Map.of("values", own));
    Format format = TemplateReader.read(service, settings);
    assertThat(settings.problems()).isEmpty();
    return format;
  }
}
