package io.segwatch.agent.cli;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.segwatch.conformance.TreeEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A small tree and a check of it. */
abstract class CheckedTree {
  private static final String HOUR = "2026-11-14T03";

  @TempDir Path base;

  final TestCommandLine commandLine = new TestCommandLine();

  final Answer check(String... arguments) {
    List<String> all = new ArrayList<>(List.of("check", "--base-dir", base.toString()));
    all.addAll(List.of(arguments));
    return commandLine.run(all.toArray(String[]::new));
  }

  final void record(String stream, String... names) throws IOException {
    for (String name : names) {
      new TreeEntry(stream + "/" + HOUR + "/" + name + "-AAAA.ts", 1).plant(base);
    }
  }

  final void recordWhole(String stream) throws IOException {
    record(stream, "00:00-2.0-full", "00:02-2.0-full");
  }

  final void recordHole(String stream) throws IOException {
    record(stream, "00:00-2.0-full", "00:06.5-2.0-partial");
  }
}
