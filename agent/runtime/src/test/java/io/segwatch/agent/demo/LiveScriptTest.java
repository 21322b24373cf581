package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.demo.Incident.Deletion;
import io.segwatch.agent.demo.Incident.Loss;
import io.segwatch.agent.demo.Incident.Repair;
import io.segwatch.coverage.Micros;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes wrong while the demo runs can be watched. */
class LiveScriptTest {
  private static final long SECOND = Micros.PER_SECOND;

  /** What the settings of the demo take to confirm a hole: a segment, two scans, the settling. */
  private static final long CONFIRMED_AFTER = (10 + 2 * 2 + 8 + 2) * SECOND;

  private final List<LiveScript.Step> steps =
      Stream.generate(new LiveScript(DemoStream.ALL, new SplittableRandom(8006))::next)
          .limit(48)
          .toList();

  private Stream<Loss> losses() {
    return steps.stream()
        .map(LiveScript.Step::incident)
        .filter(Loss.class::isInstance)
        .map(Loss.class::cast);
  }

  private static long length(Loss loss) {
    return loss.slots() * loss.stream().length();
  }

  @Test
  void theFirstThingGoesWrongWithinSeconds() {
    assertThat(steps.getFirst().pause()).isLessThan(10 * SECOND);
    assertThat(steps.getFirst().incident()).isInstanceOf(Loss.class);
  }

  @Test
  void somethingGoesWrongEveryTwentySecondsOrSo() {
    assertThat(steps.subList(1, steps.size()))
        .allMatch(step -> step.pause() >= 12 * SECOND && step.pause() <= 18 * SECOND);
    assertThat(losses().filter(loss -> length(loss) <= 10 * SECOND).toList())
        .hasSizeGreaterThan(30)
        .allMatch(loss -> length(loss) >= 4 * SECOND);
  }

  @Test
  void everyStreamHasItsLossesAndDeletions() {
    for (DemoStream stream : DemoStream.ALL) {
      assertThat(losses()).anyMatch(loss -> loss.stream().equals(stream));
      assertThat(steps).extracting(LiveScript.Step::incident).contains(new Deletion(stream));
    }
  }

  @Test
  void someLossesAreLongEnoughForAStall() {
    assertThat(losses().filter(loss -> length(loss) > 40 * SECOND).toList()).hasSize(5);
  }

  @Test
  void mostLossesAreRepairedAndSomeInTwoSteps() {
    List<Integer> steps = losses().map(loss -> loss.repairs().size()).toList();

    assertThat(steps).contains(0, 1, 2);
    assertThat(steps.stream().filter(repairs -> repairs > 0).count())
        .isGreaterThan(steps.size() * 3L / 4);
  }

  @Test
  void repairsBringBackAllThatWasLostOnce() {
    for (Loss loss : losses().filter(each -> !each.repairs().isEmpty()).toList()) {
      int next = 0;
      for (Repair repair : loss.repairs()) {
        assertThat(repair.from()).isEqualTo(next);
        assertThat(repair.to()).isGreaterThan(next);
        next = repair.to();
      }
      assertThat(next).isEqualTo(loss.slots());
    }
  }

  @Test
  void repairsComeAfterTheHoleWasConfirmedAndFarEnoughApartToBeSeen() {
    for (Loss loss : losses().toList()) {
      long before = 0;
      for (Repair repair : loss.repairs()) {
        assertThat(repair.after()).isBetween(CONFIRMED_AFTER, 45 * SECOND);
        assertThat(repair.after() - before).isGreaterThan(5 * SECOND);
        before = repair.after();
      }
    }
  }
}
