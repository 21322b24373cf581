package io.segwatch.conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs that some tests need and that not every machine has. */
public final class Tool {
  private static final System.Logger LOG = System.getLogger(Tool.class.getName());

  private Tool() {}

  /**
   * Where a program is. The test is skipped where it is not installed, and fails if the environment
   * says {@code CI=true}: there it has to be.
   *
   * @param command its name
   * @param debianPackage what brings it
   */
  public static Path require(String command, String debianPackage) {
    return require(command, debianPackage, System.getenv());
  }

  static Path require(String command, String debianPackage, Map<String, String> environment) {
    Optional<Path> found = find(command, environment.getOrDefault("PATH", ""));
    if (found.isPresent()) {
      return found.get();
    }
    return giveUp(command + " is missing: apt-get install " + debianPackage, environment);
  }

  /** Goes on only as root; else as if a program were missing. */
  public static void requireRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      Path _ = giveUp("only root can do it", System.getenv());
    }
  }

  private static Path giveUp(String missing, Map<String, String> environment) {
    if ("true".equals(environment.get("CI"))) {
      return Assertions.fail(missing);
    }
    LOG.log(System.Logger.Level.WARNING, "test skipped, {0}", missing);
    return Assumptions.abort(missing);
  }

  private static Optional<Path> find(String command, String searchPath) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(searchPath)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, command))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
