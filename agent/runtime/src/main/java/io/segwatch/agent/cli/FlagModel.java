package io.segwatch.agent.cli;

import io.segwatch.agent.config.Option;
import io.segwatch.agent.config.Option.Group;
import io.segwatch.agent.config.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The table of options as the command line's library has it, and back. */
final class FlagModel {
  private FlagModel() {}

  /**
   * Adds all options, each under the heading of its group, and {@code --config}.
   *
   * @param shown the groups that the help speaks of; the others are taken, so that the words of one
   *     command can be given to another
   */
  static void addTo(CommandSpec spec, Set<Group> shown) {
    spec.addOption(flag(Options.CONFIG).build());
    for (Group group : shown) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder()
              .exclusive(false)
              .validate(false)
              .order(spec.argGroups().size())
              .heading("%n" + group.heading() + ":%n");
      for (Option option : Options.ALL) {
        if (option.group() == group && option.kind() == Option.Kind.WORDS) {
          spec.addPositional(words(option).build());
        } else if (option.group() == group) {
          section.addArg(flag(option).build());
        }
      }
      spec.addArgGroup(section.build());
    }
    Options.ALL.stream()
        .filter(option -> !shown.contains(option.group()))
        .forEach(option -> addHidden(spec, option));
  }

  private static void addHidden(CommandSpec spec, Option option) {
    if (option.kind() == Option.Kind.WORDS) {
      spec.addPositional(words(option).hidden(true).build());
    } else {
      spec.addOption(flag(option).hidden(true).build());
    }
  }

  private static PositionalParamSpec.Builder words(Option option) {
    return PositionalParamSpec.builder()
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(option.label())
        .description(description(option));
  }

  private static OptionSpec.Builder flag(Option option) {
    OptionSpec.Builder flag = OptionSpec.builder(option.flag()).description(description(option));
    return option.kind() == Option.Kind.SWITCH
        ? flag.type(boolean.class).arity("0")
        : flag.type(String.class).arity("1").paramLabel(option.label());
  }

  private static String description(Option option) {
    return option.kind() == Option.Kind.SWITCH
        ? option.help()
        : option.help() + " (default: " + option.otherwise() + ")";
  }

  /** What was given, by key of the option: texts, and a list of them for words. */
  static Map<String, Object> given(ParseResult parsed) {
    Map<String, Object> flags = new LinkedHashMap<>();
    Options.all()
        .forEach(option -> given(option, parsed).ifPresent(v -> flags.put(option.key(), v)));
    return flags;
  }

  private static Optional<Object> given(Option option, ParseResult parsed) {
    if (option.kind() == Option.Kind.WORDS) {
      return parsed.matchedPositionals().stream()
          .filter(words -> words.paramLabel().equals(option.label()))
          .findFirst()
          .map(ArgSpec::getValue);
    }
    return Optional.ofNullable(parsed.matchedOption(option.flag()))
        .map(ArgSpec::getValue)
        .map(Object::toString);
  }
}
