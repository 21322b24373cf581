package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, on a system that has no Java. */
class PackageIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final String MAIN_FROM_CACHE =
      "io.segwatch.agent.Main source: shared objects file";

  /** What a system writes down of packages and users whatever they are. */
  private static final String RECORDS =
      "/(root|tmp|proc|run|var/log|var/lib/(apt|dpkg)|var/cache)/.*|/etc/(passwd|group|g?shadow|subuid|subgid)-";

  @TempDir Path scratch;
  private CleanRoot root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = CleanRoot.make(scratch);
  }

  @AfterEach
  void removeRoot() {
    root.close();
  }

  private void install(Path deb) throws IOException {
    Path inside = root.resolve("tmp").resolve(deb.getFileName());
    Files.copy(deb, inside);
    root.run("dpkg", "-i", "/tmp/" + deb.getFileName());
  }

  private static Path deb() throws IOException {
    Path target = Launch.SEGWATCH_HOME.resolveSibling("");
    try (var debs = Files.newDirectoryStream(target, "segwatch_*.deb")) {
      return debs.iterator().next();
    }
  }

  @Test
  void checksAndDemonstratesWithoutJavaAndWithTheCache() throws IOException {
    install(deb());
    new Recording(root.resolve("srv/segments"), "chan", "source")
        .record(FIRST, FIRST.plusSeconds(3_600));

    Launch.Finished check = check("-XX:AOTMode=on -Xlog:class+load");
    assertThat(check.status()).isZero();
    assertThat(check.out()).contains(MAIN_FROM_CACHE);

    try (AgentProcess demo =
        root.launch("segwatch", "demo", "--days", "0.1", "--metrics-port", "0").agent()) {
      demo.awaitLog("segwatch.digest");
    }
  }

  @Test
  void theStateFolderIsTheServicesAlone() throws IOException {
    install(deb());

    Path state = root.resolve("var/lib/segwatch");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwxr-x---");
    String ids = root.run("id", "-u", "segwatch").out().strip();
    assertThat(Files.getAttribute(state, "unix:uid")).hasToString(ids);
  }

  @Test
  void theServicesUserCanRunIt() throws IOException {
    install(deb());

    root.run(
        "setpriv", "--reuid=segwatch", "--regid=segwatch", "--clear-groups", "segwatch", "config");
  }

  @Test
  void anUpgradeKeepsTheConfigurationAndRunsTheNewCodeWhileTheOldAgentGoesOn() throws Exception {
    install(deb());
    new Recording(root.resolve("srv/segments"), "chan", "source")
        .record(FIRST, FIRST.plusSeconds(3_600));
    Path settings = root.resolve("etc/default/segwatch");
    Files.writeString(settings, "SEGWATCH_BASE_DIR=/mnt\n");
    try (AgentProcess agent =
        root.launch("segwatch", "--base-dir", "/srv/segments", "--metrics-port", "0")
            .agent()
            .awaitReady()) {

      install(withOneJarChanged(deb(), scratch.resolve("segwatch_0.1.0+1.deb")));

      assertThat(Files.readString(settings)).isEqualTo("SEGWATCH_BASE_DIR=/mnt\n");
      Launch.Finished check = check("-Xlog:class+load");
      assertThat(check.status()).isZero();
      assertThat(check.out()).contains("io.segwatch.agent.Main ").doesNotContain(MAIN_FROM_CACHE);
      agent.awaitCompleteScan();
    }
  }

  /** As nobody is to build one: what the cache has is not what is in the jar, of the same time. */
  private Path withOneJarChanged(Path deb, Path changed) throws IOException {
    Path open = scratch.resolve("open");
    CleanRoot.execute("dpkg-deb", "-R", deb.toString(), open.toString());
    Path control = open.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replaceAll("(?m)^Version: .*", "Version: 0.1.0+1"));
    Path jar = open.resolve("usr/lib/segwatch-0.1.0/lib/segwatch-agent-0.1.0.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    try (FileSystem agent = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.writeString(agent.getPath("/upgraded"), "yes");
    }
    Files.setLastModifiedTime(jar, time);
    CleanRoot.execute("dpkg-deb", "-Zgzip", "-z1", "-b", open.toString(), changed.toString());
    return changed;
  }

  @Test
  void nothingIsLeftAfterAPurge() throws IOException {
    List<String> before = root.listing();
    install(deb());
    try (AgentProcess agent =
        root.launch("segwatch", "--state-dir", "/var/lib/segwatch", "--metrics-port", "0")
            .agent()) {
      agent.awaitLog("listening on");
    }

    root.run("apt-get", "-y", "purge", "segwatch");

    List<String> left = new ArrayList<>(root.listing());
    left.removeAll(before);
    assertThat(left).allMatch(path -> path.matches(RECORDS));
    assertThat(Files.readString(root.resolve("etc/passwd"))).doesNotContain("segwatch");
    assertThat(Files.readString(root.resolve("etc/group"))).doesNotContain("segwatch");
  }

  @Test
  void systemdFindsTheUnitInOrderAndSafe() throws IOException {
    String systemdAnalyze = Tool.require("systemd-analyze", "systemd").toString();
    Path given = Launch.SEGWATCH_HOME.resolve("share/systemd/segwatch.service");
    Path unit = scratch.resolve("segwatch.service");
    Files.writeString(
        unit,
        Files.readString(given)
            .replace("/usr/bin/segwatch", Launch.SEGWATCH_HOME.resolve("bin/segwatch").toString()));

    CleanRoot.execute(systemdAnalyze, "verify", unit.toString());
    // In tenths: at most 1.5.
    CleanRoot.execute(
        systemdAnalyze, "security", "--offline=true", "--threshold=15", unit.toString());
  }

  private Launch.Finished check(String options) {
    return root.launch("segwatch", "check", "--base-dir", "/srv/segments")
        .with("SEGWATCH_JAVA_OPTS", options)
        .run();
  }
}
