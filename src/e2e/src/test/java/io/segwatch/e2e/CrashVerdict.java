package io.segwatch.e2e;

import io.segwatch.e2e.Taken.OfHole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one endpoint was told, against what was done (alerts §1, §4).
 *
 * @param transitions how many it was told of, one by one or as the counts of digests
 * @param deliveries posts that were taken, without those that came again
 * @param duplicates posts that came again
 * @param faults all that is not as promised
 */
record CrashVerdict(
    String endpoint, long transitions, int deliveries, int duplicates, List<Fault> faults) {

  /** What can be wrong. */
  enum Kind {
    LOST,
    OUT_OF_ORDER,
    INVENTED
  }

  record Fault(Kind kind, String text) {}

  /**
   * Compares.
   *
   * @param taken by all endpoints, in order
   * @param slots that it hears of
   */
  static CrashVerdict of(String endpoint, List<Taken> taken, List<CrashSlot> slots) {
    Judge judge =
        new Judge(taken.stream().filter(each -> each.endpoint().equals(endpoint)).toList());
    judge.judge(slots);
    return new CrashVerdict(
        endpoint,
        judge.transitions(),
        judge.first.size(),
        judge.duplicates,
        List.copyOf(judge.faults));
  }

  long count(Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).count();
  }

  private static final class Judge {
    private final List<Taken> taken;
    private final Map<String, Taken> first = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private int duplicates;

    Judge(List<Taken> taken) {
      this.taken = taken;
    }

    void judge(List<CrashSlot> slots) {
      taken.forEach(this::lookForDuplicate);
      lookAtNumbers();
      lookAtRevisions();
      lookAtTotals(slots);
      slots.stream().filter(CrashSlot::patient).forEach(this::lookAtSteps);
    }

    private void fault(Kind kind, String text) {
      faults.add(new Fault(kind, text));
    }

    /** Only a crash between the answer and its commit may send anything again, as it was. */
    private void lookForDuplicate(Taken each) {
      Taken before = first.putIfAbsent(each.post().id(), each);
      if (before == null) {
        return;
      }
      duplicates++;
      if (before.life() == each.life()) {
        fault(Kind.INVENTED, "sent again without a crash: " + each.post().body());
      }
      if (!before.post().body().equals(each.post().body())) {
        fault(Kind.INVENTED, "sent again, and not as it was: " + each.post().body());
      }
    }

    /** The numbers of messages tell one who knows nothing else whether one is missing. */
    private void lookAtNumbers() {
      List<Long> numbers = first.values().stream().map(Taken::number).sorted().toList();
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i) != i + 1L) {
          fault(Kind.LOST, "endpoint_sequence: " + numbers.get(i) + " in place of " + (i + 1));
          return;
        }
      }
    }

    /** The revisions of a hole go up, duplicates and all. */
    private void lookAtRevisions() {
      Map<String, Integer> newest = new HashMap<>();
      for (Taken each : taken) {
        if (each.hole().isPresent()) {
          OfHole hole = each.hole().get();
          Integer before = newest.put(hole.id(), hole.revision());
          if (before != null && hole.revision() < before) {
            fault(Kind.OUT_OF_ORDER, "after revision " + before + ": " + each.post().body());
          }
        }
      }
    }

    /** However they were told, one by one or as the counts of a digest. */
    private void lookAtTotals(List<CrashSlot> slots) {
      long opened = total("segwatch.hole.opened");
      long closed = total("segwatch.hole.filled");
      long open = slots.stream().filter(CrashSlot::open).count();
      long made =
          slots.stream()
              .flatMap(slot -> slot.steps().stream())
              .filter(step -> step.equals("hole.opened"))
              .count();
      String text = "of " + made + " holes, told: opened " + opened + ", filled " + closed;
      if (opened - closed != open) {
        fault(Kind.LOST, text + "; open are " + open);
      }
      if (opened > made) {
        fault(Kind.INVENTED, text);
      }
    }

    private long transitions() {
      return first.values().stream()
          .flatMap(each -> each.transitions().values().stream())
          .mapToLong(Integer::longValue)
          .sum();
    }

    private long total(String type) {
      return first.values().stream()
          .mapToLong(each -> each.transitions().getOrDefault(type, 0))
          .sum();
    }

    private void lookAtSteps(CrashSlot slot) {
      List<String> told =
          first.values().stream()
              .filter(each -> each.hole().filter(slot::has).isPresent())
              .map(Taken::type)
              .toList();
      int difference = told.size() - slot.steps().size();
      if (!told.equals(slot.steps())) {
        fault(
            difference < 0 ? Kind.LOST : difference > 0 ? Kind.INVENTED : Kind.OUT_OF_ORDER,
            slot.start() + ": done " + slot.steps() + ", told " + told);
      }
    }
  }
}
