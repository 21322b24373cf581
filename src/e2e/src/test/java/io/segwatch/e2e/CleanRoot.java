package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Debian system with what every Debian has and no more: no Java. Programs in it see nothing of
 * the machine's file system, but share its network. Needs root, and is skipped as {@link Tool} has
 * it.
 */
record CleanRoot(Path folder) implements AutoCloseable {
  private static final Path PRISTINE = Path.of("target", "debian").toAbsolutePath();
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH",
          "/usr/sbin:/usr/bin:/sbin:/bin",
          "SEGWATCH_HOST",
          "127.0.0.1",
          "DEBIAN_FRONTEND",
          "noninteractive");

  /** A new one; the packages come from the network, once until the next clean. */
  static synchronized CleanRoot make(Path scratch) throws IOException {
    Tool.requireRoot();
    if (!Files.exists(PRISTINE)) {
      Path unfinished = PRISTINE.resolveSibling("debian.part");
      execute("rm", "-rf", unfinished.toString());
      String debootstrap = Tool.require("debootstrap", "debootstrap").toString();
      execute(debootstrap, "--variant=minbase", "bookworm", unfinished.toString());
      Files.move(unfinished, PRISTINE);
    }
    Path folder = scratch.resolve("debian");
    execute("cp", "-a", PRISTINE.toString(), folder.toString());
    return new CleanRoot(folder);
  }

  /** Runs a program of the machine, that has to succeed. */
  static void execute(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).describedAs("%s\n%s", List.of(command), said).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** How a program in it is started. */
  Launch launch(String... command) {
    List<String> inside =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child=TERM",
                "--mount-proc=" + folder.resolve("proc"),
                "chroot",
                folder.toString()));
    inside.addAll(List.of(command));
    return new Launch(folder.resolve("root"), inside, ENVIRONMENT);
  }

  /** Runs a program in it, that has to succeed. */
  Launch.Finished run(String... command) {
    Launch.Finished finished = launch(command).run();
    assertThat(finished.status())
        .describedAs("%s\n%s\n%s", List.of(command), finished.out(), finished.err())
        .isZero();
    return finished;
  }

  Path resolve(String path) {
    return folder.resolve(path);
  }

  /** Every path in it. */
  List<String> listing() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(each -> "/" + folder.relativize(each)).sorted().toList();
    }
  }

  /** Removes it; nothing of the machine is mounted in it. */
  @Override
  public void close() {
    execute("rm", "-rf", folder.toString());
  }
}
