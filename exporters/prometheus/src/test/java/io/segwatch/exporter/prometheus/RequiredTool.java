package io.segwatch.exporter.prometheus;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test needs beside the JDK. Where it is missing the test is skipped, and says how
 * to get it; where {@code CI=true} it fails.
 */
record RequiredTool(String name) {
  static RequiredTool named(String name) {
    return new RequiredTool(name);
  }

  void ofPackage(String debianPackage) {
    boolean there =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .map(folder -> Path.of(folder, name))
            .anyMatch(Files::isExecutable);
    if (there) {
      return;
    }
    String missing = name + " is missing: apt-get install " + debianPackage;
    if (System.getenv().getOrDefault("CI", "").equals("true")) {
      throw new AssertionError(missing);
    }
    Assumptions.abort(missing);
  }
}
