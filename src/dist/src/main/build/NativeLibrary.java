import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the native libraries out of the jar of SQLite, and puts the one for this machine beside it:
 * {@code NativeLibrary.java JAR}. The others are 10 MB, and the driver would unpack its own into
 * the temporary folder at each start, which fails where nothing that lies there may be run.
 */
void main(String[] args) throws IOException {
  Path jar = Path.of(args[0]);
  FileTime time = Files.getLastModifiedTime(jar);
  try (FileSystem inside = FileSystems.newFileSystem(jar)) {
    Path all = inside.getPath("/org/sqlite/native");
    Path library = all.resolve("Linux", machine(), "libsqlitejdbc.so");
    Files.copy(
        library,
        jar.resolveSibling(library.getFileName().toString()),
        StandardCopyOption.REPLACE_EXISTING);
    for (Path path : innermostFirst(all)) {
      Files.delete(path);
    }
  }
  Files.setLastModifiedTime(
      jar, time); // the cache is for jars of the times that archives give them
}

/** As the driver calls it. */
private static String machine() {
  String name = System.getProperty("os.arch");
  return name.equals("amd64") ? "x86_64" : name;
}

private static List<Path> innermostFirst(Path folder) throws IOException {
  try (Stream<Path> paths = Files.walk(folder)) {
    return paths.sorted(Comparator.reverseOrder()).toList();
  }
}
