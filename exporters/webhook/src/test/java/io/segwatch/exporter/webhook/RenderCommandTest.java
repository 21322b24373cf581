package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.Command;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.EventType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code segwatch webhook render ENDPOINT}. */
class RenderCommandTest {
  private static final String URL = "https://hooks.example.org/5ecret/path";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsAMessageOfEachType() {
    assertThat(run(List.of("pager"), Map.of())).isZero();

    assertThat(out.toString().lines().filter(line -> line.startsWith("# ")).distinct())
        .containsExactlyElementsOf(
            Arrays.stream(EventType.values()).map(type -> "# " + type.label()).toList());
    assertThat(out.toString())
        .contains("POST https://hooks.example.org:443/…")
        .contains("content-type: application/json")
        .contains("\"type\":\"segwatch.hole.filled\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pager --type segwatch.hole.filled",
        "--type segwatch.hole.filled pager",
        "pager --type=segwatch.hole.filled"
      })
  void showsOneTypeIfAskedTo(String arguments) {
    assertThat(run(List.of(arguments.split(" ")), Map.of())).isZero();

    // A hole filled, and one that was filled before it was told.
    assertThat(out.toString().lines().filter(line -> line.startsWith("# ")))
        .containsExactly("# segwatch.hole.filled", "# segwatch.hole.filled");
  }

  @Test
  void showsTheFormatOfTheEndpointAndNoSecret() {
    Map<String, ?> ntfy =
        Map.of(
            "format",
            "ntfy",
            "values",
            Map.of("topic", "5ecret"),
            "headers",
            Map.of("Authorization", "Bearer 5ecret"));

    assertThat(run(List.of("pager"), ntfy)).isZero();

    assertThat(out.toString())
        .contains("{\"topic\":\"…\",\"title\":\"Hole of 4.5 s in channel/source\"")
        .contains("Authorization: …")
        .doesNotContain("5ecret")
        .doesNotContain(SECRET.substring(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pagre", "pager second", "pager --type", "--type x"})
  void aWrongCallNamesTheEndpointsThereAre(String arguments) {
    List<String> words =
        Arrays.stream(arguments.split(" ")).filter(word -> !word.isEmpty()).toList();

    assertThat(run(words, Map.of())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "segwatch webhook render takes the name of one endpoint; there are: pager");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTypeThatThereIsNoneOfIsToldWithTheNearest() {
    assertThat(run(List.of("pager", "--type", "hole.filed"), Map.of())).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean segwatch.hole.filled?");
  }

  private int run(List<String> arguments, Map<String, ?> more) {
    Command command =
        new RenderCommand(new EndpointReader(_ -> Optional.empty()), new TurnedClock());
    Settings settings = new Settings(Map.of("endpoints", List.of(endpoint("pager", URL, more))));
    return command.run(
        arguments,
        new Command.Environment(
            settings,
            "store-3",
            URI.create("https://store-3:8006"),
            Path.of("state"),
            new PrintWriter(out, true),
            new PrintWriter(err, true)));
  }
}
