package io.segwatch.agent.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StorageFault.Reason;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.storage.StreamScan;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScanLogTest {
  private static final StorageFault HOUR =
      new StorageFault("chan/source/2026-11-14T03", Reason.PERMISSION, "may not be read");
  private static final StorageFault BASE =
      new StorageFault(StorageFault.BASE, Reason.NOT_FOUND, "is not there");

  private final Logger logger = Logger.getLogger(ScanLog.class.getName());
  private final Lines lines = new Lines();
  private final ScanLog log = new ScanLog(new StreamId("chan", "source"));

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.addHandler(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(lines);
    logger.setLevel(null);
  }

  @Test
  void anHourThatCannotBeReadIsToldOnceAndWhenThatIsOver() {
    log.scanned(scan(Optional.empty(), List.of(HOUR)));
    log.scanned(scan(Optional.empty(), List.of(HOUR)));
    log.scanned(scan(Optional.empty(), List.of()));

    assertThat(lines.all).containsExactly(HOUR + "; its last known figures stand", HOUR + ": over");
  }

  @Test
  void storageThatGoesDoesNotMakeAnHourReadable() {
    log.scanned(scan(Optional.empty(), List.of(HOUR)));
    log.scanned(scan(Optional.of(BASE), List.of()));
    log.scanned(scan(Optional.empty(), List.of(HOUR)));

    assertThat(lines.all)
        .containsExactly(
            HOUR + "; its last known figures stand",
            "chan/source: " + BASE + "; the last known figures stand",
            "chan/source: can be read again");
  }

  private static StreamScan scan(Optional<StorageFault> fault, List<StorageFault> faults) {
    Timeline timeline = Timeline.of(Rules.DEFAULT, List.of(), Spans.NONE);
    return new StreamScan(timeline, fault, Spans.NONE, faults, List.of(), 0, 0, List.of());
  }

  private static final class Lines extends Handler {
    private final List<String> all = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      all.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
