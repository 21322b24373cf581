import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Runs google-java-format over folders: {@code Format.java check|write FOLDER...}. */
void main(String[] args) throws IOException {
  boolean write = args[0].equals("write");
  List<String> files = new ArrayList<>();
  for (int i = 1; i < args.length; i++) {
    files.addAll(javaFilesUnder(Path.of(args[i])));
  }
  List<String> options =
      write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed");
  StringWriter out = new StringWriter();
  StringWriter err = new StringWriter();
  int status =
      ToolProvider.findFirst("google-java-format")
          .orElseThrow()
          .run(
              new PrintWriter(out),
              new PrintWriter(err),
              Stream.concat(options.stream(), files.stream()).toArray(String[]::new));
  if (status == 0) {
    return;
  }
  System.err.print(err);
  System.err.print(out);
  if (!write) {
    System.err.println("Not formatted. Mend with: ./mvnw -q -N -Pformat process-sources");
  }
  System.exit(1);
}

private static List<String> javaFilesUnder(Path folder) throws IOException {
  List<String> found = new ArrayList<>();
  Files.walkFileTree(
      folder,
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
          boolean output = dir.endsWith("target") && Files.exists(dir.resolveSibling("pom.xml"));
          return output ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (file.toString().endsWith(".java")) {
            found.add(file.toString());
          }
          return FileVisitResult.CONTINUE;
        }
      });
  return found;
}
