package io.segwatch.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSamplerTest {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void countsSecondsUnderTheIncumbentsName() {
    StackSampler sampler = new StackSampler(meters);

    sampler.count("main(a.B);work(a.B)", 50_000_000);
    sampler.count("main(a.B);work(a.B)", 50_000_000);

    assertThat(meters.scrape()).contains("flamegraph_total{stack=\"main(a.B);work(a.B)\"} 0.1\n");
  }

  @Test
  void moreStacksThanAreKeptApartAreOne() {
    StackSampler sampler = new StackSampler(meters);
    for (int stack = 0; stack < StackSampler.MOST_STACKS + 3; stack++) {
      sampler.count("stack" + stack, 1_000_000_000);
    }
    sampler.count("stack0", 1_000_000_000);

    assertThat(meters.find("flamegraph").counters()).hasSize(StackSampler.MOST_STACKS + 1);
    assertThat(meters.get("flamegraph").tag("stack", "stack0").counter().count()).isEqualTo(2);
    assertThat(meters.get("flamegraph").tag("stack", StackSampler.OTHERS).counter().count())
        .isEqualTo(3);
  }

  @Test
  void isOffUnlessAskedFor() {
    StackSampler.startIfAsked(Map.of(), meters);
    StackSampler.startIfAsked(Map.of("SEGWATCH_ENABLE_STACKSAMPLER", "false"), meters);

    assertThat(meters.scrape()).doesNotContain("flamegraph");
  }
}
