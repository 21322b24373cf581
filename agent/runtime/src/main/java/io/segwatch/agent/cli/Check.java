package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.Channels;
import io.segwatch.storage.Lister;
import io.segwatch.storage.StreamScan;
import io.segwatch.storage.StreamScanner;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;

/** One look at every stream. */
final class Check {
  private final AgentConfig config;
  private final Lister lister;
  private final CheckReport report;
  private final Terminal terminal;
  private final ProgressLine progress;
  private boolean holes;
  private boolean unreadable;

  Check(AgentConfig config, Lister lister, CheckReport report, Terminal terminal) {
    this.config = config;
    this.lister = lister;
    this.report = report;
    this.terminal = terminal;
    this.progress = new ProgressLine(terminal, System::nanoTime);
  }

  /** Looks and reports; answers the exit status. */
  int run() {
    report.begin();
    for (String channel : channels()) {
      config.qualities().forEach(quality -> check(new StreamId(channel, quality)));
    }
    progress.clear();
    if (terminal.out().checkError()) {
      terminal.complain("the report could not be written");
      return ExitStatus.UNWRITTEN;
    }
    return unreadable ? ExitStatus.UNREADABLE : holes ? ExitStatus.HOLES : ExitStatus.OK;
  }

  private List<String> channels() {
    if (!config.channels().isEmpty()) {
      return config.channels().stream().filter(this::isThere).toList();
    }
    try {
      List<String> found = Channels.discover(config.baseDir(), config.qualities(), lister);
      if (found.isEmpty()) {
        sayNothingIsThere();
      }
      return found;
    } catch (IOException e) {
      unreadable(config.baseDir() + ": " + reason(e));
      return List.of();
    }
  }

  /** An empty folder may be a disk that is not mounted; one with other things in it is read. */
  private void sayNothingIsThere() throws IOException {
    if (lister.names(config.baseDir()).isEmpty()) {
      unreadable(config.baseDir() + ": is empty");
    } else {
      terminal.complain(
          "no channel in " + config.baseDir() + " has hours in " + config.qualities());
    }
  }

  private boolean isThere(String channel) {
    Path folder = config.baseDir().resolve(channel);
    try {
      if (Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
        return true;
      }
      unreadable(folder + ": is no folder");
    } catch (IOException e) {
      unreadable(folder + ": " + reason(e));
    }
    return false;
  }

  private void check(StreamId stream) {
    StreamScanner scanner =
        new StreamScanner(
            config.baseDir(),
            stream,
            config.rules(),
            lister,
            Clock.systemUTC(),
            config.fullScanInterval());
    StreamScan scan = scanner.scan(progress.of(stream));
    progress.clear();
    scan.fault().ifPresent(fault -> unreadable(fault.toString()));
    scan.faults().forEach(fault -> unreadable(fault.toString()));
    if (scan.fault().isEmpty()) {
      report.stream(stream, scan);
      holes |= !scan.timeline().holes().isEmpty();
    }
  }

  private void unreadable(String line) {
    unreadable = true;
    terminal.complain(line);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "permission denied";
      default -> "cannot be read: " + e.getMessage();
    };
  }
}
