package io.segwatch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Duration FALLBACK = Duration.ofMinutes(5);

  private enum Colour {
    BLUE,
    DARK_ORANGE
  }

  private static Settings settings(String key, Object value) {
    return new Settings(Map.of(key, value));
  }

  @Test
  void whatIsNotSetIsTheFallbackAndNoProblem() {
    Settings empty = new Settings(Map.of());

    assertThat(empty.has("key")).isFalse();
    assertThat(empty.text("key")).isEmpty();
    assertThat(empty.text("key", "other")).isEqualTo("other");
    assertThat(empty.texts("key")).isEmpty();
    assertThat(empty.flag("key", true)).isTrue();
    assertThat(empty.integer("key", 1, 9, 5)).isEqualTo(5);
    assertThat(empty.duration("key", FALLBACK)).isEqualTo(FALLBACK);
    assertThat(empty.choice("key", Colour.BLUE)).isEqualTo(Colour.BLUE);
    assertThat(empty.sections("key")).isEmpty();
    assertThat(empty.textsByName("key")).isEmpty();
    assertThat(empty.section("key").text("inner")).isEmpty();
    assertThat(empty.problems()).isEmpty();
  }

  @Test
  void aKeyThatNothingFollowsSaysNothing() {
    Map<String, Object> values = new HashMap<>();
    values.put("null", null);
    values.put("empty", Map.of());
    Settings settings = new Settings(values);

    assertThat(settings.has("null")).isFalse();
    assertThat(settings.text("empty", "other")).isEqualTo("other");
    assertThat(settings.sections("empty")).isEmpty();
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void anEmptyTextIsAValue() {
    Settings settings = settings("folder", "");

    assertThat(settings.has("folder")).isTrue();
    assertThat(settings.text("folder", "other")).isEmpty();
  }

  @Test
  void aValueOfAnyKindIsAText() {
    assertThat(settings("key", 8006).text("key")).contains("8006");
    assertThat(settings("key", true).text("key")).contains("true");
    assertThat(settings("key", "two words").text("key")).contains("two words");
  }

  @Test
  void manyValuesAreNotOne() {
    for (Object many : List.of(List.of("a", "b"), Map.of("a", "b"))) {
      Settings settings = settings("key", many);

      assertThat(settings.text("key", "other")).isEqualTo("other");
      assertThat(settings.problems()).containsExactly("key: is to be one value");
    }
  }

  @Test
  void aListOfTextsMayAlsoBeWrittenWithCommas() {
    assertThat(settings("key", List.of(" source ", 480)).texts("key"))
        .containsExactly("source", "480");
    assertThat(settings("key", "source, 480p,,").texts("key")).containsExactly("source", "480p");
    assertThat(settings("key", "source").texts("key")).containsExactly("source");
    assertThat(settings("key", Arrays.asList("source", null, "")).texts("key"))
        .containsExactly("source", "", "");
  }

  @Test
  void aListOfSomethingElseThanTextsIsReportedOnce() {
    Settings settings = settings("key", List.of("source", Map.of("a", "b")));

    assertThat(settings.texts("key")).isEmpty();
    assertThat(settings.texts("key")).isEmpty();

    assertThat(settings.problems()).containsExactly("key: is to be a list of single values");
  }

  @Test
  void aFlagIsTrueOrFalse() {
    assertThat(settings("key", true).flag("key", false)).isTrue();
    assertThat(settings("key", "false").flag("key", true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1", ""})
  void nothingElseIsAFlag(String text) {
    Settings settings = settings("key", text);

    boolean _ = settings.flag("key", false);

    assertThat(settings.problems()).containsExactly("key: '" + text + "' is to be true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5", "9"})
  void anIntegerIsWithinItsBounds(String text) {
    Settings settings = settings("key", text);

    assertThat(settings.integer("key", 1, 9, 2)).isEqualTo(Integer.parseInt(text));
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "-1", "99999999999", "1.0", "1e0", "five", "", " 5"})
  void anythingElseIsNamedWithItsBounds(String text) {
    Settings settings = settings("key", text);

    assertThat(settings.integer("key", 1, 9, 2)).isEqualTo(2);
    assertThat(settings.problems())
        .containsExactly("key: '" + text + "' is to be a number from 1 to 9");
  }

  @ParameterizedTest
  @CsvSource({
    "500us, PT0.0005S",
    "10ms,  PT0.01S",
    "300s,  PT5M",
    "300,   PT5M",
    "0,     PT0S",
    "5m,    PT5M",
    "5 m,   PT5M",
    "24h,   PT24H",
    "3d,    PT72H",
  })
  void aDurationHasAUnitAndIsInSecondsWithout(String text, Duration duration) {
    Settings settings = settings("key", text);

    assertThat(settings.duration("key", FALLBACK)).isEqualTo(duration);
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "",
        "-5s",
        "1.5s",
        "5M",
        "5 minutes",
        "s",
        "1h30m",
        "9999999999999s",
        "٣s"
      })
  void whatIsNoDurationIsShownOneThatIs(String text) {
    Settings settings = settings("key", text);

    assertThat(settings.duration("key", FALLBACK)).isEqualTo(FALLBACK);
    assertThat(settings.problems())
        .containsExactly("key: '" + text + "' is to be a duration such as 10ms, 300s, 5m or 24h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us", "ms", "s", "m", "h", "d"})
  void theLongestDurationOfEveryUnitIsTaken(String unit) {
    Settings settings = settings("key", "999999999999" + unit);

    assertThat(settings.duration("key", FALLBACK)).isGreaterThan(Duration.ofDays(11));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void aChoiceIsWrittenInLowerCaseWithDashes() {
    assertThat(settings("key", "blue").choice("key", Colour.DARK_ORANGE)).isEqualTo(Colour.BLUE);
    assertThat(settings("key", "dark-orange").choice("key", Colour.BLUE))
        .isEqualTo(Colour.DARK_ORANGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BLUE", "dark_orange", "green", ""})
  void anythingElseIsShownTheChoices(String text) {
    Settings settings = settings("key", text);

    assertThat(settings.choice("key", Colour.BLUE)).isEqualTo(Colour.BLUE);
    assertThat(settings.problems())
        .containsExactly("key: '" + text + "' is to be one of blue, dark-orange");
  }

  @Test
  void aLongValueIsNotRepeatedInFull() {
    Settings settings = settings("key", "x".repeat(61));

    boolean _ = settings.flag("key", false);

    assertThat(settings.problems())
        .containsExactly("key: '" + "x".repeat(60) + "…' is to be true or false");
  }

  @Test
  void problemsAreNamedByTheFullPath() {
    Settings root =
        settings("endpoints", List.of(Map.of(), Map.of("limits", Map.of("timeout", "soon"))));

    Settings limits = root.sections("endpoints").get(1).section("limits");
    limits.duration("timeout", FALLBACK);
    limits.problem("other", "is wrong too");

    assertThat(limits.nameOf("timeout")).isEqualTo("endpoints[1].limits.timeout");
    assertThat(root.problems())
        .containsExactly(
            "endpoints[1].limits.timeout: 'soon' is to be a duration such as 10ms, 300s, 5m or 24h",
            "endpoints[1].limits.other: is wrong too");
    assertThat(root.nameOf("endpoints")).isEqualTo("endpoints");
  }

  @Test
  void aSectionThatIsNoneIsReported() {
    Settings settings = settings("limits", "none");

    assertThat(settings.section("limits").text("timeout")).isEmpty();
    assertThat(settings.problems())
        .containsExactly("limits: is to be a section with keys of its own");
  }

  @Test
  void aListOfSectionsThatIsNoneIsReported() {
    Settings notAList = settings("endpoints", Map.of("name", "pager"));
    Settings notSections = settings("endpoints", List.of(Map.of("name", "pager"), "second"));

    assertThat(notAList.sections("endpoints")).isEmpty();
    assertThat(notAList.problems()).containsExactly("endpoints: is to be a list");
    assertThat(notSections.sections("endpoints"))
        .singleElement()
        .satisfies(first -> assertThat(first.text("name")).contains("pager"));
    assertThat(notSections.problems())
        .containsExactly("endpoints[1]: is to be a section with keys of its own");
  }

  @Test
  void theKeysOfFreeSectionsAreNotCheckedButTheirValuesAre() {
    Settings settings =
        settings("headers", Map.of("Authorization", "Bearer b", "X-Many", List.of("a")));

    assertThat(settings.textsByName("headers")).isEqualTo(Map.of("Authorization", "Bearer b"));
    assertThat(settings.problems()).containsExactly("headers.X-Many: is to be one value");
  }

  @Test
  void aKeyThatNobodyAskedForIsNamedWithTheOneThatMayHaveBeenMeant() {
    Settings root =
        new Settings(
            Map.of("timeuot", "5s", "endpoints", List.of(Map.of("name", "pager", "ulr", "x"))));
    root.duration("timeout", FALLBACK);
    for (Settings endpoint : root.sections("endpoints")) {
      endpoint.text("name");
      endpoint.text("url");
    }

    assertThat(root.problems())
        .containsExactly(
            "timeuot: unknown key; did you mean timeout?",
            "endpoints[0].ulr: unknown key; did you mean url?");
  }

  @Test
  void whereNoKeyIsKnownNoneIsSuggested() {
    assertThat(settings("greeting", "hello").problems()).containsExactly("greeting: unknown key");
  }

  @Test
  void anUnknownKeyIsNeverToldWithItsValue() {
    assertThat(settings("secrte", "whsec_5ecret").problems())
        .noneMatch(problem -> problem.contains("5ecret"));
  }

  @Test
  void allProblemsAreToldAtOnceAndOftenAsAsked() {
    Settings settings = new Settings(Map.of("flag", "perhaps", "number", "many"));
    boolean _ = settings.flag("flag", false);
    int _ = settings.integer("number", 0, 1, 0);

    assertThat(settings.problems()).hasSize(2).isEqualTo(settings.problems());
  }

  @Test
  void settingsAreTheSameIfTheirValuesAre() {
    Settings one = settings("endpoints", List.of(Map.of("name", "pager")));
    Settings asked = settings("endpoints", List.of(Map.of("name", "pager")));
    asked.sections("endpoints");

    assertThat(one.isSameAs(asked)).isTrue();
    assertThat(one.isSameAs(settings("endpoints", List.of()))).isFalse();
  }
}
