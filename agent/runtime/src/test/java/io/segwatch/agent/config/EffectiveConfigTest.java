package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code segwatch config} prints. */
class EffectiveConfigTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Object> flags = new HashMap<>();

  private String effective(String yaml) throws IOException {
    flags.put("config", Files.writeString(folder.resolve("s.yaml"), yaml).toString());
    List<TestExporters.Provider> anything =
        List.of(new TestExporters.Provider("any", EffectiveConfigTest::readAnything));
    return new ConfigLoader(environment, List.copyOf(anything)).effective(flags);
  }

  private static void readAnything(Settings settings) {
    List.of("url", "urls", "secret", "nested", "deep", "text", "empty").forEach(settings::has);
  }

  @Test
  void eachValueComesWithItsOrigin() throws IOException {
    flags.put("channels", List.of("one", "two"));
    flags.put("metrics-port", "1");
    environment.put("SEGWATCH_SETTLE", "4s");

    assertThat(effective("base-dir: /srv\nexporters: {any: {url: 'http://a'}}").lines())
        .contains(
            "channels:",
            "  - one # flag",
            "  - two # flag",
            "metrics-port: 1 # flag",
            "settle: 4s # environment",
            "base-dir: /srv # file",
            "    url: http://a # file",
            "host: 0.0.0.0 # default");
  }

  @Test
  void everyOptionIsThereEvenIfItHasNoValue() throws IOException {
    String text = effective("");

    assertThat(Options.ALL)
        .filteredOn(option -> !option.key().contains("."))
        .allSatisfy(option -> assertThat(text).containsPattern("(?m)^" + option.key() + ":"))
        .isNotEmpty();
    assertThat(text).contains("\nfirst-hour: # default: the first there is\n");
  }

  @Test
  void whatDependsOnTheMachineIsWrittenOut() throws IOException {
    assertThat(effective(""))
        .contains("\nnode: " + Defaults.hostName() + " # default\n")
        .containsPattern("\nstate-dir: '?/.*/segwatch/.*-[0-9a-f]{8}'? # default\n");
  }

  @Test
  void whatIsInAListOfTheFileIsOfTheFile() throws IOException {
    assertThat(effective("exporters: {any: {nested: [{name: pager, channels: [a]}]}}"))
        .contains("- name: pager # file\n", "- a # file\n");
  }

  @Test
  void itCanBeReadAgain() throws IOException {
    String yaml =
        """
        channels: ['a: b', '- c', 'd # e', "f\\n\\u202e\\"g\\\\", '007', 'null', "it's"]
        exporters:
          any:
            empty: ''
            text: 'yes: no'
            nested: {key: [{a: 1, b: [2, 3]}, [4, [5]], [], {}]}
        """;
    String once = effective(yaml);

    assertThat(effective(once).replaceAll(" # .*", ""))
        .isEqualTo(once.replaceAll(" # (file|default)$", "").replaceAll(" # .*", ""));
    assertThat(new ConfigLoader(Map.of(), List.of()).load(channelsOf(once)).channels())
        .containsExactly("a: b", "- c", "d # e", "f\n\u202e\"g\\", "007", "null", "it's");
  }

  private Map<String, Object> channelsOf(String yaml) throws IOException {
    String channels = yaml.substring(0, yaml.indexOf("base-dir:"));
    return Map.of("config", Files.writeString(folder.resolve("c.yaml"), channels).toString());
  }

  @Test
  void secretsAreHiddenHoweverDeepTheyAre() throws IOException {
    String text =
        effective(
            """
            public-url: https://hidden@store-3
            exporters:
              any:
                secret: hidden
                url: https://hidden:hidden@receiver/x?token=hidden&plain=seen
                urls: [whsec_hidden, 'http://hidden:hidden@d/']
                nested:
                - name: seen
                  secrets: [hidden, {current: hidden}]
                - headers: {Authorization: Bearer hidden, X-Api-Key: hidden, Cookie: hidden}
                  password-file: hidden
                deep: [[{accessToken: hidden}]]
            """);

    assertThat(text)
        .doesNotContain("hidden")
        .contains("https://***@store-3")
        .contains("https://***@receiver/x?token=***&plain=seen")
        .contains("name: seen")
        .contains("Authorization: '***'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "previous-secret",
        "secretFile",
        "PASSWORD",
        "token",
        "access_token",
        "Authorization",
        "Proxy-Authorization",
        "connection-string",
        "connection_string",
        "api-key",
        "credentials"
      })
  void aKeyThatNamesASecretIsKnown(String key) {
    assertThat(Secrets.isSecret(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "base-dir", "node", "settle", "endpoints", "keys"})
  void aKeyThatNamesNoneIsShown(String key) {
    assertThat(Secrets.isSecret(key)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/b, http://a/b",
    "http://u@a/b, http://***@a/b",
    "http://u:p@q@a/b, http://***@a/b",
    "http://a/u@b, http://a/u@b",
    "https://a?x=1&Secret=2#f, https://a?x=1&Secret=***#f",
    "whsec_abc, ***",
    "mail me@home, mail me@home"
  })
  void aTextIsShownWithoutWhatLetsOthersIn(String text, String shown) {
    assertThat(Secrets.hide(text)).isEqualTo(shown);
  }
}
