package io.segwatch.agent.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line and what would be right, in one line (interface §1). */
final class UsageErrors {
  private UsageErrors() {}

  static String describe(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String what =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return what + " (see " + command.qualifiedName() + " --help)";
  }

  private static String unmatched(UnmatchedArgumentException e, CommandSpec command) {
    String word = e.getUnmatched().getFirst();
    if (!e.isUnknownOption()) {
      String known = String.join(", ", command.subcommands().keySet());
      return "'%s' is no command; known are %s".formatted(word, known);
    }
    // The value may be a secret of a misspelt option.
    String option = word.replaceFirst("=.*", "");
    List<String> similar = e.getSuggestions();
    return "unknown option "
        + option
        + (similar.isEmpty()
            ? ""
            : "; did you mean " + similar.stream().limit(1).collect(Collectors.joining()) + "?");
  }
}
