package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.SizeLookup;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists with what the Java library offers. */
final class PortableLister implements Lister {
  @Override
  public List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    each(
        directory,
        entry -> {
          String name = entry.getFileName().toString();
          if (!name.startsWith(".")) {
            names.add(name);
          }
        });
    return names;
  }

  @Override
  public void list(Path directory, HourListing into) throws IOException {
    byte[] ascii = new byte[256];
    each(
        directory,
        entry -> {
          String name = entry.getFileName().toString();
          int length = name.length();
          for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c > 127 || i == ascii.length) {
              byte[] raw = rawName(entry);
              into.add(raw, 0, raw.length);
              return;
            }
            ascii[i] = (byte) c;
          }
          into.add(ascii, 0, length);
        });
  }

  /**
   * The bytes of a name that is not plain ASCII, or no text at all: the one place where the library
   * shows them is the percent-encoded path of a URI.
   */
  private static byte[] rawName(Path entry) {
    String path = entry.toUri().getRawPath();
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    int at = path.lastIndexOf('/', end - 1) + 1;
    byte[] raw = new byte[end - at];
    int length = 0;
    while (at < end) {
      if (path.charAt(at) == '%') {
        raw[length++] = (byte) Integer.parseInt(path, at + 1, at + 3, 16);
        at += 3;
      } else {
        raw[length++] = (byte) path.charAt(at++);
      }
    }
    return Arrays.copyOf(raw, length);
  }

  @Override
  public long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return SizeLookup.VANISHED;
    }
  }

  private interface EntryConsumer {
    void accept(Path entry) throws IOException;
  }

  private static void each(Path directory, EntryConsumer consumer) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        consumer.accept(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
