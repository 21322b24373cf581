package io.segwatch.agent.control;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every thread does, virtual ones as well, and which locks it has or waits for. */
final class ThreadDump {
  private ThreadDump() {}

  /**
   * As text. Java writes it to a file only, and only to one that is not there yet.
   *
   * @throws IOException if that cannot be written to the temporary folder
   */
  static String text() throws IOException {
    Path folder = Files.createTempDirectory("segwatch-threads");
    Path file = folder.resolve("threads.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
