package io.segwatch.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes plugins: exporters of somebody else's. */
final class ExporterJar {
  private ExporterJar() {}

  /**
   * Makes a folder with a plugin in it, compiled against what the distribution holds.
   *
   * @param sources by file name, such as {@code module-info.java}
   * @return the folder
   */
  static Path plugins(Map<String, String> sources, Path scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("plugins"));
    Path classes = Files.createDirectories(scratch.resolve("classes"));
    compile(sources, Launch.SEGWATCH_HOME.resolve("lib"), classes);
    pack(classes, folder.resolve("plugin.jar"));
    return folder;
  }

  /** The whole distribution in another place, with the times that it has. */
  static Path copyOfDistribution(Path scratch) throws IOException {
    Path from = Launch.SEGWATCH_HOME;
    Path to = scratch.resolve("segwatch");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(
            each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }

  private static void compile(Map<String, String> sources, Path modules, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options = List.of("-p", modules.toString(), "-d", classes.toString());
    List<Source> files =
        sources.entrySet().stream()
            .map(each -> new Source(each.getKey(), each.getValue()))
            .toList();
    if (!compiler.getTask(said, null, null, options, null, files).call()) {
      throw new AssertionError("the exporter does not compile:\n" + said);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }
}
