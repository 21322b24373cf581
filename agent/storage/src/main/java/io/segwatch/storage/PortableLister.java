package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.SizeLookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;

/** Lists with what the Java library offers. */
final class PortableLister implements Lister {
  @Override
  public Directory open(Path directory) throws IOException {
    try (DirectoryStream<Path> _ = Files.newDirectoryStream(directory)) {
      return new PortableDirectory(directory); // of which it is known now that it can be read
    }
  }

  /** A directory that is looked for again by its name at every use. */
  private record PortableDirectory(Path path) implements Directory {
    @Override
    public void list(HourListing into) throws IOException {
      list(path, into);
    }

    @Override
    public DirectoryStamp stamp() throws IOException {
      return stamp(path);
    }

    @Override
    public void list(long hour, HourListing into) throws IOException {
      list(of(hour), into);
    }

    @Override
    public DirectoryStamp stamp(long hour) throws IOException {
      return stamp(of(hour));
    }

    @Override
    public boolean hasStamp(long hour, DirectoryStamp stamp) throws IOException {
      return !stamp.isNone() && stamp.equals(stamp(hour));
    }

    @Override
    public long size(long hour, String name) throws IOException {
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      try {
        return Files.size(of(hour).resolve(new String(bytes, StandardCharsets.UTF_8)));
      } catch (NoSuchFileException gone) {
        return SizeLookup.VANISHED;
      }
    }

    @Override
    public void close() {}

    private Path of(long hour) {
      return path.resolve(HourName.of(hour));
    }

    private static DirectoryStamp stamp(Path directory) throws IOException {
      Map<String, Object> read;
      try {
        read = Files.readAttributes(directory, "unix:lastModifiedTime,ctime,ino");
      } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
        return DirectoryStamp.NONE;
      }
      return read.get("lastModifiedTime") instanceof FileTime modified
              && read.get("ctime") instanceof FileTime changed
              && read.get("ino") instanceof Long inode
          ? new DirectoryStamp(
              DirectoryStamp.nanosOf(modified.toInstant()),
              DirectoryStamp.nanosOf(changed.toInstant()),
              inode)
          : DirectoryStamp.NONE;
    }

    private static void list(Path directory, HourListing into) throws IOException {
      byte[] ascii = new byte[256];
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          add(entry, ascii, into);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    private static void add(Path entry, byte[] ascii, HourListing into) throws IOException {
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
    }

    /**
     * The bytes of a name that is not plain ASCII, or no text at all: the one place where the
     * library shows them is the percent-encoded path of a URI.
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
  }
}
