package io.segwatch.exporter.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segwatch.exporter.HttpMounts;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * Serves what was packed into the jar. Its resource {@code page/manifest} has a line for each file
 * of the page: the path it is served at, its name beside the manifest, and its type. No path of a
 * request ever becomes the name of a file.
 */
public final class PageFiles {
  private static final String ASSETS = "/assets/";
  private static final String ROOT = "/io/segwatch/exporter/web/";

  private PageFiles() {}

  /** Mounts the page and the description of its programming interface. */
  public static void mount(HttpMounts http) {
    try {
      for (String line : new String(read("manifest"), UTF_8).lines().toList()) {
        String[] parts = line.split(" ", 3);
        StaticFile.of(parts[0], parts[2], parts[0].startsWith(ASSETS), read(parts[1])).mount(http);
      }
      text("/openapi.yaml", "application/yaml", "openapi.yaml").mount(http);
      text("/table.css", "text/css;charset=utf-8", "table.css").mount(http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StaticFile text(String path, String type, String name) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(read(ROOT + name));
    }
    return StaticFile.of(path, type, false, packed.toByteArray());
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream file = PageFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new FileNotFoundException(name + " is not in the jar");
      }
      return file.readAllBytes();
    }
  }
}
