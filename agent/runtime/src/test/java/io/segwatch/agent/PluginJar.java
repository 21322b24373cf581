package io.segwatch.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * Makes jars from sources.
 *
 * @param scratch an empty folder for what there is before a jar
 */
record PluginJar(Path scratch) {
  private static final String SERVICE = "io.segwatch.exporter.ExporterProvider";

  /**
   * A jar with one exporter in a module of that name, in class {@code NAME.Plugin}.
   *
   * @param module what its descriptor says besides that it provides an exporter
   * @param body of the class, before which a method {@code create} is put
   * @return its sources
   */
  static Map<String, String> module(String name, String module, String body) {
    return Map.of(
        "module-info.java",
        "module %s { requires io.segwatch.exporter; %s provides %s with %s.Plugin; }"
            .formatted(name, module, SERVICE, name),
        name + "/Plugin.java",
        provider(name, body));
  }

  /** The same without a descriptor: found by what is in META-INF. */
  static Map<String, String> withoutModule(String name, String body) {
    return Map.of(
        "META-INF/services/" + SERVICE,
        name + ".Plugin",
        name + "/Plugin.java",
        provider(name, body));
  }

  private static String provider(String name, String body) {
    return """
    package %s;

    public class Plugin implements io.segwatch.exporter.ExporterProvider {
      public io.segwatch.exporter.Exporter create(io.segwatch.exporter.Settings settings) {
        return context -> io.vertx.core.Future.succeededFuture();
      }

      %s
    }
    """
        .formatted(name, body);
  }

  /** The method that names an exporter. */
  static String named(String expression) {
    return "public String name() { return " + expression + "; }";
  }

  /**
   * Compiles and packs.
   *
   * @param files by name; what is no source is packed as it is
   * @param libraries jars that the sources need
   */
  Path make(Path jar, Map<String, String> files, Path... libraries) throws IOException {
    Path sources = Files.createTempDirectory(scratch, "sources");
    Path classes = Files.createTempDirectory(scratch, "classes");
    StringBuilder path = new StringBuilder(System.getProperty("jdk.module.path"));
    List.of(libraries).forEach(library -> path.append(':').append(library));
    List<String> compile =
        new ArrayList<>(List.of("-d", classes.toString(), "-p", path.toString()));
    compile.addAll(List.of("-cp", path.toString()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      boolean source = file.getKey().endsWith(".java");
      Path to = (source ? sources : classes).resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.writeString(to, file.getValue());
      if (source) {
        compile.add(to.toString());
      }
    }
    run("javac", compile);
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int status =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError(tool + " " + arguments + ":\n" + said);
    }
  }
}
