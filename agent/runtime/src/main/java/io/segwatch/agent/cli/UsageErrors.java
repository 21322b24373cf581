package io.segwatch.agent.cli;

import io.segwatch.exporter.Spelling;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    String option = word.replaceFirst("(?s)=.*", ""); // the value may be a secret
    List<String> known =
        command.options().stream()
            .filter(each -> !each.hidden())
            .map(OptionSpec::longestName)
            .toList();
    return "unknown option "
        + option
        + Spelling.nearest(option, known).map(name -> "; did you mean " + name + "?").orElse("");
  }
}
