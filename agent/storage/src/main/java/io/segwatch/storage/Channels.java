package io.segwatch.storage;

import io.segwatch.coverage.HourName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/** Which channels there are. */
public final class Channels {
  /** A folder for root alone at the top of many a disk. */
  private static final String OF_THE_DISK = "lost+found";

  private Channels() {}

  /**
   * The channels below the base folder that have an hour in one of the qualities, in order. One
   * that cannot be read is taken for a channel: whoever scans it is to say so.
   *
   * @throws IOException if the base folder cannot be read
   */
  public static List<String> discover(Path base, List<String> qualities, Lister lister)
      throws IOException {
    return lister.names(base).stream()
        .filter(channel -> channel.indexOf(Lister.NO_TEXT) < 0 && !channel.equals(OF_THE_DISK))
        .filter(channel -> qualities.stream().anyMatch(q -> hasHours(base, channel, q, lister)))
        .sorted()
        .toList();
  }

  private static boolean hasHours(Path base, String channel, String quality, Lister lister) {
    try {
      return lister.names(base.resolve(channel).resolve(quality)).stream()
          .anyMatch(name -> HourName.parse(name).isPresent());
    } catch (NoSuchFileException | NotDirectoryException noStream) {
      return false;
    } catch (IOException unreadable) {
      return true;
    }
  }
}
