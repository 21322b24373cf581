package io.segwatch.agent.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What applies where nobody says anything, and depends on the machine. */
final class Defaults {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  private Defaults() {}

  /** The name of this host; asks no name server if it can be had without. */
  static String hostName() {
    try {
      return Files.readString(KERNEL_NAME).strip();
    } catch (IOException notLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return "localhost";
      }
    }
  }

  /**
   * A folder of its own for each base folder, so that two agents do not share their state: below
   * {@code $XDG_STATE_HOME/segwatch}, with the base folder's last name and a hash of all of it.
   */
  static Path stateDir(Path baseDir, Map<String, String> environment) {
    Path base = real(baseDir);
    String name = Optional.ofNullable(base.getFileName()).map(Path::toString).orElse("root");
    return stateHome(environment).resolve("segwatch").resolve(name + "-" + hash(base.toString()));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThereYet) {
      return folder.toAbsolutePath().normalize();
    }
  }

  private static Path stateHome(Map<String, String> environment) {
    Path configured = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    if (configured.isAbsolute()) { // others are to be ignored, says the XDG specification
      return configured;
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    return Path.of(home, ".local", "state");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
