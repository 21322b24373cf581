package io.segwatch.e2e;

import io.segwatch.e2e.CrashVerdict.Kind;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What came of it.
 *
 * @param transitions how many the agent has recorded
 * @param refusals posts that were not taken
 * @param trouble what else is not as it is to be
 */
record CrashOutcome(
    int kills, long transitions, int refusals, List<CrashVerdict> verdicts, List<String> trouble) {

  boolean isGood() {
    return trouble.isEmpty() && verdicts.stream().allMatch(each -> each.faults().isEmpty());
  }

  private long sum(ToLongFunction<CrashVerdict> figure) {
    return verdicts.stream().mapToLong(figure).sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "kills", Integer.toString(kills));
    line(text, "transitions", Long.toString(transitions));
    line(
        text,
        "deliveries",
        "%d to %d endpoints; %d posts were refused"
            .formatted(sum(CrashVerdict::deliveries), verdicts.size(), refusals));
    line(text, "duplicates", sum(CrashVerdict::duplicates) + ", as they were, after a kill");
    line(text, "out of order", Long.toString(sum(each -> each.count(Kind.OUT_OF_ORDER))));
    line(text, "lost", Long.toString(sum(each -> each.count(Kind.LOST))));
    line(text, "invented", Long.toString(sum(each -> each.count(Kind.INVENTED))));
    for (CrashVerdict verdict : verdicts) {
      verdict
          .faults()
          .forEach(
              fault -> text.append(verdict.endpoint()).append(": ").append(fault).append('\n'));
    }
    trouble.forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, String figure) {
    text.append("%-14s%s%n".formatted(what, figure));
  }
}
