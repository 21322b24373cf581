package io.segwatch.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** The data, by its path below {@code conformance/}. */
final class Resources {
  private Resources() {}

  static InputStream open(String path) throws IOException {
    InputStream in = Resources.class.getResourceAsStream("/conformance/" + path);
    if (in == null) {
      throw new NoSuchFileException("conformance/" + path);
    }
    return in;
  }

  static byte[] bytes(String path) throws IOException {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    }
  }

  static String text(String path) throws IOException {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }
}
