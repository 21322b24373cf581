package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that nobody in their right mind gives a file, and some that are no text at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileNamesIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final String HASH = "47DEQpj8HBSa_-TImW_5JCeuQeRkm5NMpJWZG3hSuFU";

  private Path scratch;
  private Path base;
  private int bad;
  private int ignored;

  @BeforeAll
  void plant(@TempDir Path folder) throws IOException {
    scratch = folder;
    base = folder.resolve("segments");
    Recording recording = new Recording(base, "chan", "source");
    recording.add(FIRST, Duration.ofSeconds(2)).add(FIRST.plusSeconds(4), Duration.ofSeconds(2));
    Set<String> files = hostileNames();
    for (String name : files) {
      Files.createFile(resolve(recording.hour(FIRST), name));
    }
    bad = files.size();
    Set<String> folders =
        Set.of("2026-11-14T3", "2026-02-30T00", "tmp", "\u00ff\u00fe", "a\nb", "x".repeat(255));
    for (String name : folders) {
      Files.createDirectory(resolve(recording.folder(), name));
      Files.createDirectories(resolve(base, name).resolve("source"));
    }
    ignored = folders.size();
  }

  /** Names as bytes, one a character; none is a segment's, none is hidden. */
  private static Set<String> hostileNames() {
    String good = "00:02.000000-2.000000-full-" + HASH + ".ts";
    Random random = new Random(20_251_110);
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < 150) {
      byte[] bytes = new byte[1 + random.nextInt(255)];
      random.nextBytes(bytes);
      names.add(named(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
    for (int at = 0; at < good.length(); at++) {
      for (String wrong : List.of("\u00ff", "\n", "\u00c3\u00a9", " ", "\u0001")) {
        names.add(good.substring(0, at) + wrong + good.substring(at));
      }
    }
    for (String time :
        List.of("9".repeat(40) + ":00", "00:99999999999999999999", "-1:00", "60:00")) {
      names.add(time + "-2.0-full-" + HASH + ".ts");
    }
    for (String length :
        List.of("9".repeat(30), "inf", "nan", "1e300", "-2.0", "3600.000001", "")) {
      names.add("00:02-" + length + "-full-" + HASH + ".ts");
    }
    names.add("00:02-2.0-full-" + "A".repeat(236) + "!.ts");
    names.add(good + "\n");
    names.add("~");
    names.add("$(reboot)");
    names.add("<script>alert(1)<\u0000script>".replace('\u0000', '\\'));
    return names;
  }

  private static String named(String text) {
    String name = text.replace('\0', '0').replace('/', '1');
    return name.startsWith(".") ? "_" + name.substring(1) : name;
  }

  /** Only a path made of a URI can hold every byte, whatever the locale. */
  private static Path resolve(Path folder, String bytes) {
    StringBuilder uri =
        new StringBuilder(folder.toUri().toString().replaceAll("/$", "")).append('/');
    bytes.chars().forEach(c -> uri.append('%').append(String.format("%02x", c)));
    return Path.of(URI.create(uri.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "C.UTF-8"})
  void aCheckCountsEachOnceAsBadInEveryLocale(String locale) throws IOException {
    Launch check = Launch.in(scratch, "check", "--base-dir", base.toString(), "--format", "json");

    Launch.Finished finished = (locale.isEmpty() ? check : check.with("LC_ALL", locale)).run();

    JsonNode report = Reports.read(finished.out()).get("chan/source");
    assertThat(report.path("hours")).hasSize(1);
    JsonNode counts = report.at("/hours/2025-11-10T03/count");
    assertThat(counts.path("bad").asInt()).isEqualTo(bad);
    assertThat(counts.path("full").asInt()).isEqualTo(2);
    assertThat(report.path("holes_us")).hasSize(1);
    assertThat(finished.status()).as(finished.err()).isEqualTo(1);
  }

  @Test
  void theAgentCountsThemAndStaysUpAndItsLogStaysLines() {
    Launch launch = Launch.on(base, scratch, "--check-interval", "200ms");
    try (AgentProcess agent = launch.agent().awaitReady()) {
      agent.awaitCompleteScan();
      agent.awaitCompleteScan();

      Metrics metrics = agent.metrics();
      String[] hour = {"channel", "chan", "quality", "source", "hour", "2025-11-10T03"};
      List<String> labels = new ArrayList<>(List.of(hour));
      labels.addAll(List.of("type", "bad"));
      assertThat(metrics.value("segment_count", labels.toArray(String[]::new))).isEqualTo(bad);
      assertThat(
              metrics.value("segwatch_ignored_directories", "channel", "chan", "quality", "source"))
          .isEqualTo(ignored);
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(agent.log())
          .allMatch(line -> line.matches("(\\d{4}-\\d\\d-\\d\\dT\\S+Z [A-Z]+ .*|    .*)"))
          .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }
  }
}
