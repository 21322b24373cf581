package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The rules and the dashboard for Prometheus, on the real one and a real agent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CONF = Launch.SEGWATCH_HOME.resolve("conf");
  private static final Path RULES = CONF.resolve("prometheus-rules.yaml");
  private static final Pattern LABEL_SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  /** What Prometheus knows of a target itself. */
  private static final Set<String> OF_TARGET = Set.of("job", "instance");

  private final WebhookRecorder receiver = WebhookRecorder.start();
  private Path scratch;
  private Recording recording;
  private AgentProcess agent;
  private PrometheusServer server;

  /**
   * An expression, as it can be asked.
   *
   * @param shown labels that are shown beside it
   */
  private record Asked(String where, String expression, Set<String> shown) {}

  /** With rules that do not wait as long. */
  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path prometheus = Tool.require("prometheus", "prometheus");
    scratch = folder;
    Path base = folder.resolve("segments");
    recording =
        new Recording(base, "chan", "source")
            .record(FIRST, FIRST.plusSeconds(600))
            .record(FIRST.plusSeconds(660), FIRST.plusSeconds(1_200));
    agent = AgentConfig.in(folder, base).endpoint("ops", receiver.url("ops")).start().awaitReady();
    String impatient = Files.readString(RULES).replaceAll("for: \\d+m", "for: 5s");
    Path rules = Files.writeString(folder.resolve("impatient.yaml"), impatient);
    server =
        PrometheusServer.start(prometheus, folder, agent.port(), "rule_files: ['" + rules + "']\n");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
      agent.close();
    }
    receiver.close();
  }

  @Test
  @Order(1)
  void theRulesFireWhereTheyAreToAndNowhereElse() throws IOException, InterruptedException {
    Files.copy(RULES, scratch.resolve("prometheus-rules.yaml"));
    String cases = "prometheus-rules-test.yaml";
    try (var in = MonitoringIT.class.getResourceAsStream("/" + cases)) {
      Files.copy(in, scratch.resolve(cases));
    }

    promtool("check", "rules", "prometheus-rules.yaml");
    promtool("test", "rules", cases);

    String text = Files.readString(scratch.resolve(cases));
    assertThat(alerts()).hasSizeGreaterThan(10).allMatch(alert -> text.contains('"' + alert + '"'));
  }

  private void promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Tool.require("promtool", "prometheus").toString());
    command.addAll(List.of(arguments));
    Process check =
        new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  private Set<String> alerts() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    Pattern.compile("alert: (\\w+)")
        .matcher(Files.readString(RULES))
        .results()
        .forEach(name -> names.add(name.group(1)));
    return names;
  }

  @Test
  @Order(2)
  void anAlertIsPendingAndThenFires() throws IOException {
    Path away = scratch.resolve("away");
    Files.move(recording.folder(), away);
    server.awaitAlert("SegwatchStorageGone", "pending");
    JsonNode alert = server.awaitAlert("SegwatchStorageGone", "firing");

    assertThat(alert.at("/labels/severity").asText()).isEqualTo("critical");
    assertThat(alert.at("/annotations/summary").asText())
        .isEqualTo("The storage of chan/source is not there");
    assertThat(alert.at("/annotations/description").asText())
        .startsWith("127.0.0.1:" + agent.port() + " finds no hours of chan/source");

    Files.move(away, recording.folder());
    Await.until("it is over", () -> server.get("alerts").at("/data/alerts").isEmpty());
  }

  @Test
  @Order(3)
  void everyMetricAndLabelInRulesAndDashboardIsThere() throws Exception {
    Map<String, Set<String>> known = new HashMap<>();
    for (Metrics.Sample sample : agent.metrics().samples().keySet()) {
      known.computeIfAbsent(sample.name(), _ -> new TreeSet<>()).addAll(sample.labels().keySet());
    }

    Map<String, Set<String>> unknown = new HashMap<>();
    for (Asked each : all()) {
      Set<String> names =
          PromQuery.parse(each.expression()).unknown(known, each.shown(), OF_TARGET);
      if (!names.isEmpty()) {
        unknown.put(each.where(), names);
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  @Order(4)
  void everyQueryIsAnswered() throws Exception {
    for (Asked each : all()) {
      JsonNode answer = server.query(each.expression());
      assertThat(answer.path("status").asText()).as(each + ": " + answer).isEqualTo("success");
    }
    for (Asked each : panels()) {
      assertThat(server.awaitValue(each.expression())).as(each.where()).isNotEmpty();
    }
  }

  @Test
  @Order(5)
  void theDashboardHasNoTwoPanelsInOnePlace() throws IOException {
    Set<Integer> ids = new LinkedHashSet<>();
    Set<String> cells = new LinkedHashSet<>();
    for (JsonNode panel : dashboard().path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as(panel.path("title").asText()).isTrue();
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = (place.path("x").asInt() + x) + "," + (place.path("y").asInt() + y);
          assertThat(cells.add(cell)).as(panel.path("title").asText()).isTrue();
        }
      }
    }
    assertThat(dashboard().at("/templating/list"))
        .extracting(variable -> variable.path("name").asText())
        .containsExactly("datasource", "instance", "channel", "quality");
  }

  @Test
  @Order(6)
  void anAgentThatIsGoneIsTold() {
    agent.close();

    JsonNode alert = server.awaitAlert("SegwatchSilent", "firing");

    assertThat(alert.at("/labels/job").asText()).isEqualTo("segwatch");
    server.awaitAlert("SegwatchAbsent", "firing");
  }

  private List<Asked> all() throws Exception {
    List<Asked> all = new ArrayList<>(rules());
    all.addAll(panels());
    JsonNode dashboard = dashboard();
    for (JsonNode variable : dashboard.at("/templating/list")) {
      LABEL_VALUES
          .matcher(variable.path("definition").asText())
          .results()
          .forEach(values ->
              all.add(
                  new Asked(
                      variable.path("name").asText(),
                      askable(values.group(1)),
                      Set.of(values.group(2)))));
    }
    for (JsonNode note : dashboard.at("/annotations/list")) {
      all.add(asked(note.path("name").asText(), note.path("expr"), note.path("titleFormat")));
    }
    return all;
  }

  /** As Prometheus has read them; it leaves nothing out that it does not refuse. */
  private List<Asked> rules() throws Exception {
    List<Asked> rules = new ArrayList<>();
    JsonNode groups =
        Await.value(
            "Prometheus has read the rules",
            () ->
                Optional.of(server.get("rules").at("/data/groups"))
                    .filter(each -> each.size() > 0));
    for (JsonNode group : groups) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(asked(rule.path("name").asText(), rule.path("query"), rule.path("annotations")));
      }
    }
    assertThat(rules).extracting(Asked::where).containsExactlyInAnyOrderElementsOf(alerts());
    return rules;
  }

  private static List<Asked> panels() throws IOException {
    List<Asked> panels = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String where = panel.path("title").asText();
        panels.add(asked(where, target.path("expr"), target.path("legendFormat")));
      }
    }
    assertThat(panels).hasSizeGreaterThan(20);
    return panels;
  }

  private static JsonNode dashboard() throws IOException {
    return JSON.readTree(CONF.resolve("grafana-dashboard.json").toFile());
  }

  private static Asked asked(String where, JsonNode expression, JsonNode shown) {
    Set<String> labels = new TreeSet<>();
    LABEL_SHOWN
        .matcher(shown.isTextual() ? shown.asText() : shown.toString())
        .results()
        .map(each -> each.group(1))
        .forEach(labels::add);
    return new Asked(where, askable(expression.asText()), labels);
  }

  /** With values for what Grafana puts in. */
  private static String askable(String expression) {
    return expression
        .replace("$__rate_interval", "10s")
        .replaceAll("\\$(instance|channel|quality)", ".*");
  }
}
