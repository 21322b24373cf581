package io.segwatch.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How the packaged program is started: with an environment of a few variables only, and a home
 * folder with nothing in it.
 *
 * <pre>{@code
 * Finished check = Launch.in(scratch, "check", "--base-dir", base.toString()).run();
 * try (AgentProcess agent = Launch.in(scratch, "--config", file.toString()).agent()) { … }
 * }</pre>
 *
 * @param scratch a temporary folder of the test; home is made in it
 * @param command the program, after what is to run it if anything is
 */
record Launch(Path scratch, List<String> command, Map<String, String> environment) {
  /** The folder of the distribution. */
  static final Path SEGWATCH_HOME = Path.of(System.getProperty("segwatch.home")).normalize();

  /** Whatever runs the tests may ignore some: what runs in the background does SIGINT. */
  private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal");

  /** What a process that has ended said. */
  record Finished(int status, String out, String err) {}

  static Launch in(Path scratch, String... arguments) {
    return of(SEGWATCH_HOME, scratch, arguments);
  }

  /** The agent on a recording, on a free port. */
  static Launch on(Path base, Path scratch, String... more) {
    return in(scratch, "--base-dir", base.toString(), "--metrics-port", "0").and(more);
  }

  /** The program of another distribution folder. */
  static Launch of(Path segwatchHome, Path scratch, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(segwatchHome.resolve("bin/segwatch").toString());
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "PATH",
            Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"),
            "SEGWATCH_HOST",
            "127.0.0.1");
    return new Launch(scratch, command, environment);
  }

  /** With more arguments. */
  Launch and(String... arguments) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(List.of(arguments));
    return new Launch(scratch, longer, environment);
  }

  /** With a variable more. */
  Launch with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Launch(scratch, command, more);
  }

  /** Run by another program, such as one that watches it. */
  Launch under(String... watcher) {
    List<String> longer = new ArrayList<>(List.of(watcher));
    longer.addAll(command);
    return new Launch(scratch, longer, environment);
  }

  /** Starts the agent; the caller is to close it. */
  AgentProcess agent() {
    return new AgentProcess(start());
  }

  /** Runs the program until it ends by itself. */
  Finished run() {
    Process process = start();
    try {
      CompletableFuture<String> out =
          CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
      if (!process.waitFor(Await.BOUND.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("does not end: " + command);
      }
      return new Finished(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() {
    try {
      Path home = Files.createDirectories(scratch.resolve("home"));
      List<String> all = new ArrayList<>(DEFAULT_SIGNALS);
      all.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(all).directory(scratch.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("HOME", home.toString());
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String all(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
