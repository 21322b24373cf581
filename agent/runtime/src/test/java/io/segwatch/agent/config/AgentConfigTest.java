package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a running agent takes from a changed configuration. */
class AgentConfigTest extends ConfigTest {
  @Test
  void aRunningAgentKeepsWhatCannotChange() {
    AgentConfig running = load();
    flags.put("base-dir", "/other");
    flags.put("host", "127.0.0.1");
    flags.put("metrics-port", "1");
    flags.put("node", "other");
    flags.put("state-dir", "/state");
    assertThat(load().withFixedPartsOf(running)).isEqualTo(running);
  }

  @Test
  void onlyWhatIsWatchedMattersToTheScans() {
    AgentConfig running = load();
    flags.put("settle", "1");
    assertThat(load().watchesLike(running)).isTrue();

    for (String key : List.of("qualities", "gap-tolerance", "stall-after", "check-interval")) {
      flags.clear();
      flags.put(key, "20");
      assertThat(load().watchesLike(running)).as(key).isFalse();
    }
  }
}
