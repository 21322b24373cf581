package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.Settings;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.StandardFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointReaderTest {
  private static final String URL = "https://example.org/hook";

  private final EndpointReader reader =
      new EndpointReader(name ->
          Optional.ofNullable(
              Map.of("HOOK_SECRET", SECRET, "HOOK_URL", URL, "HOOK_KEY", "k3y").get(name)));

  @Test
  void anEndpointNeedsNameUrlAndSecretOnly() {
    EndpointSettings read = only(Map.of("name", "pager", "url", URL, "secret", SECRET));

    assertThat(read.name()).isEqualTo("pager");
    assertThat(read.target()).isEqualTo(Target.parse(URL));
    assertThat(read.secrets().current()).isEqualTo(WebhookSecret.parse(SECRET));
    assertThat(read.groupWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read.groupInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(read.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(read.allowHttp()).isFalse();
    assertThat(read.headers()).isEmpty();
    assertThat(read.format()).isInstanceOf(StandardFormat.class);
    assertThat(read.filter())
        .isEqualTo(new EventFilter(Set.of(), Set.of(), Set.of(), Duration.ZERO));
  }

  @Test
  void everythingElseCanBeSet() {
    EndpointSettings read =
        only(
            endpoint(
                "pager",
                "http://10.0.0.1/",
                Map.of(
                    "allow-http",
                    true,
                    "channels",
                    List.of("desertbus"),
                    "qualities",
                    "source, 480p",
                    "events",
                    List.of("segwatch.hole.opened", "segwatch.digest"),
                    "min-duration",
                    "2s",
                    "timeout",
                    "3s",
                    "connect-timeout",
                    "500ms",
                    "headers",
                    Map.of("Authorization", "Bearer b"),
                    "previous-secret",
                    SECRET,
                    "rotate-until",
                    "2026-11-25T01:00:00+01:00")));

    assertThat(read.filter())
        .isEqualTo(
            new EventFilter(
                Set.of("desertbus"),
                Set.of("source", "480p"),
                Set.of(EventType.HOLE_OPENED, EventType.DIGEST),
                Duration.ofSeconds(2)));
    assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(read.connectTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(read.headers()).containsExactly(Map.entry("Authorization", "Bearer b"));
    assertThat(read.secrets().rotateUntil()).contains(Instant.parse("2026-11-25T00:00:00Z"));
  }

  @Test
  void groupsCanBeAsLongAsADay() {
    EndpointSettings read =
        only(endpoint("pager", URL, Map.of("group-wait", "0s", "group-interval", "24h")));

    assertThat(read.groupWait()).isZero();
    assertThat(read.groupInterval()).isEqualTo(Duration.ofHours(24));
    assertThat(problems(endpoint("pager", URL, Map.of("group-wait", "25h"))))
        .containsExactly("endpoints[0].group-wait: is to be 24h at most");
  }

  @Test
  void aSecretIsReadFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

    EndpointSettings read = only(Map.of("name", "a", "url", URL, "secret-file", file.toString()));

    assertThat(read.secrets().current()).isEqualTo(WebhookSecret.parse(SECRET));
  }

  @Test
  void aSecretIsReadFromTheEnvironment() {
    EndpointSettings read = only(Map.of("name", "a", "url", URL, "secret-env", "HOOK_SECRET"));

    assertThat(read.secrets().current()).isEqualTo(WebhookSecret.parse(SECRET));
  }

  @Test
  void anAddressThatIsASecretIsReadFromAFileOrTheEnvironment(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("url"), URL + "\n");

    assertThat(only(Map.of("name", "a", "url-file", file.toString(), "secret", SECRET)).target())
        .isEqualTo(Target.parse(URL));
    assertThat(only(Map.of("name", "a", "url-env", "HOOK_URL", "secret", SECRET)).target())
        .isEqualTo(Target.parse(URL));
    assertThat(problems(Map.of("name", "a", "secret", SECRET)))
        .containsExactly("endpoints[0].url: is missing: give one of url, url-file and url-env");
    Files.writeString(file, "https://example.org/" + "a".repeat(4096));
    assertThat(problems(Map.of("name", "a", "url-file", file.toString(), "secret", SECRET)))
        .containsExactly("endpoints[0].url-file: the file is to have 4096 bytes at most");
  }

  @Test
  void headersThatAreSecretAreReadFromFilesAndTheEnvironment(@TempDir Path folder)
      throws Exception {
    String file = Files.writeString(folder.resolve("token"), "Bearer t\n").toString();
    Map<String, ?> headers =
        Map.of(
            "headers", Map.of("x-team", "video"),
            "headers-file", Map.of("Authorization", file),
            "headers-env", Map.of("x-api-key", "HOOK_KEY"));

    assertThat(only(endpoint("a", URL, headers)).headers())
        .isEqualTo(Map.of("x-team", "video", "Authorization", "Bearer t", "x-api-key", "k3y"));
    assertThat(
            problems(
                endpoint(
                    "a",
                    URL,
                    Map.of(
                        "headers", Map.of("x-team", "video"),
                        "headers-env", Map.of("x-team", "HOOK_KEY", "x-key", "NOT_SET"),
                        "headers-file", Map.of("host", file)))))
        .containsExactlyInAnyOrder(
            "endpoints[0].headers-env.x-team: is given by headers.x-team too",
            "endpoints[0].headers-env.x-key: there is no environment variable of that name",
            "endpoints[0].headers-file.host: is set by segwatch itself");
  }

  @Test
  void goingUnsignedIsToBeSaid() {
    assertThat(problems(Map.of("name", "a", "url", URL)))
        .singleElement()
        .asString()
        .startsWith("endpoints[0].secret: is missing: give one of secret, secret-file");
    assertThat(only(Map.of("name", "a", "url", URL, "unsigned", true)).secrets().current())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"slack, false", "discord, false", "standard, true", "cloudevents, true"})
  void onlyWhoCanCheckASignatureHasToHaveOne(String format, boolean needed) {
    assertThat(problems(Map.of("name", "a", "url", URL, "format", format)).isEmpty())
        .isNotEqualTo(needed);
  }

  @Test
  void anAlertmanagerIsToldOfWhereItTakesAlertsAndForHowLong() {
    assertThat(
            problems(
                endpoint(
                    "am",
                    "http://localhost:9093/",
                    Map.of("format", "alertmanager", "firing-at-least", "25h"))))
        .containsExactly(
            "endpoints[0].url: is to end with /api/v2/alerts, where Alertmanager takes alerts",
            "endpoints[0].firing-at-least: is to be 24h at most");
  }

  @Test
  void aFormatBringsItsContentType() {
    assertThat(only(endpoint("a", URL, Map.of("format", "cloudevents"))).format().contentType())
        .isEqualTo("application/cloudevents+json");
    assertThat(
            only(endpoint("a", URL, Map.of("format", "zulip", "values", Map.of("to", "x"))))
                .format()
                .contentType())
        .isEqualTo("application/x-www-form-urlencoded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | '' | 1 to 63 letters",
        "name | a b | 1 to 63 letters",
        "url | https://example.org/#top | '#'",
        "url | http://example.org/ | use https, or say allow-http: true",
        "url-file | nowhere | give only one of url, url-file",
        "allow-http | yes | true or false",
        "secret | whsec_abc | whsec_ and the base64 of 24 to 64 bytes",
        "secret-file | nowhere | give only one of secret, secret-file",
        "unsigned | true | where there is a secret",
        "previous-secret-file | nowhere/at/all | cannot be read",
        "previous-secret-env | NOT_SET | no environment variable",
        "rotate-until | 2026-11-25T00:00:00Z | there is none",
        "format | xml | one of standard, cloudevents, alertmanager, slack, discord, zulip, ntfy,"
            + " template",
        "format | ntfy | there is no value for ${topic}: give values.topic",
        "template-file | t.json | unknown key",
        "events | segwatch.hole.opend | one of segwatch.hole.opened, segwatch.hole.changed",
        "min-duration | long | duration such as",
        "min-duration | 366d | 365d at most",
        "timeout | 0 | from 1ms to 60s",
        "timeout | 61s | from 1ms to 60s",
        "connect-timeout | 999999999999d | from 1ms to 60s",
        "headers | a | section",
        "tiemout | 5s | did you mean timeout?"
      })
  void whatIsWrongIsNamedWithWhatWouldBeRight(String key, String value, String message) {
    Map<String, Object> settings = endpoint("pager", URL, Map.of(key, value));

    assertThat(problems(settings))
        .anySatisfy(
            problem -> assertThat(problem).startsWith("endpoints[0]." + key).contains(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Webhook-Id", "webhook-signature", "Content-Length", "Host", "Transfer-Encoding",
        "User-Agent", "segwatch-attempt", "two words", "new\nline", ""
      })
  void headersOfTheirOwnMakingAreRefused(String name) {
    assertThat(problems(endpoint("pager", URL, Map.of("headers", Map.of(name, "x")))))
        .singleElement()
        .asString()
        .startsWith("endpoints[0].headers." + name);
  }

  @Test
  void aHeaderIsOneLine() {
    Map<String, ?> headers = Map.of("headers", Map.of("x-team", "a\r\nhost: b"));

    assertThat(problems(endpoint("pager", URL, headers)))
        .containsExactly("endpoints[0].headers.x-team: is to be one line of ASCII or Latin-1");
  }

  @Test
  void twoEndpointsHaveTwoNames() {
    Settings settings =
        new Settings(Map.of("endpoints", List.of(endpoint("a", URL), endpoint("a", URL))));
    reader.read(settings);

    assertThat(settings.problems())
        .containsExactly("endpoints[1].name: another endpoint has that name");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThat(problems(Map.of("timeout", "x", "events", "y"))).hasSize(5);
  }

  @Test
  void noProblemQuotesASecret(@TempDir Path folder) throws Exception {
    String secret = "whsec_tooShort5ecret";
    Path file = Files.writeString(folder.resolve("secret"), secret);
    List<String> problems =
        problems(
            Map.of(
                "name",
                "a",
                "url",
                "http://example.org/5ecret",
                "secret",
                secret,
                "previous-secret-file",
                file.toString(),
                "headers",
                Map.of("x", "5ecret\n")));

    assertThat(problems).hasSize(4);
    assertThat(String.join("\n", problems)).doesNotContain("5ecret");
  }

  @Test
  void settingsPrintNoSecret() {
    EndpointSettings read =
        only(
            endpoint(
                "pager",
                "https://example.org/5ecret",
                Map.of("headers", Map.of("Authorization", "5ecret"))));

    assertThat(read.toString()).isEqualTo("pager (https://example.org:443/…)");
    assertThat(read.secrets().toString()).doesNotContain(SECRET.substring(6));
  }

  private EndpointSettings only(Map<String, ?> endpoint) {
    Settings settings = new Settings(Map.of("endpoints", List.of(endpoint)));
    List<EndpointSettings> endpoints = reader.read(settings);
    assertThat(settings.problems()).isEmpty();
    return endpoints.getFirst();
  }

  private List<String> problems(Map<String, ?> endpoint) {
    Settings settings = new Settings(Map.of("endpoints", List.of(endpoint)));
    reader.read(settings);
    return settings.problems();
  }
}
