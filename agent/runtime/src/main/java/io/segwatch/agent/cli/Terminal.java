package io.segwatch.agent.cli;

import io.segwatch.agent.logging.Printable;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command writes.
 *
 * @param out for what was asked for, in UTF-8
 * @param err for everything else
 * @param watched whether a person looks at both
 * @param colour whether that person wants colours
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean watched, boolean colour) {
  /** Standard output and standard error of this process. */
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean watched = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Terminal(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        watched,
        watched && allowsColour(environment));
  }

  /** Whether nothing speaks against colours (no-color.org). */
  static boolean allowsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** Writes one line to standard error. */
  public void complain(String line) {
    err.println("segwatch: " + Printable.of(line));
    err.flush();
  }
}
