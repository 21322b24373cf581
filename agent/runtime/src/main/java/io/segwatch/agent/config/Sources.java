package io.segwatch.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was said, and by what: flags beat variables, those beat the file, and that beats
 * the defaults.
 *
 * @param flags texts, or a list of texts, by key of the option
 * @param variables texts by key of the option
 */
record Sources(Map<String, Object> flags, Map<String, String> variables, Optional<YamlFile> file) {

  /** What said something. */
  enum Origin {
    FLAG,
    ENVIRONMENT,
    FILE,
    DEFAULT
  }

  /**
   * Collects what flags, variables and the file that they name say. A variable that is set to
   * nothing says nothing: that is how containers hand on what they were not given.
   *
   * @throws ConfigException if the file cannot be read
   */
  static Sources of(Map<String, Object> flags, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>();
    Options.all()
        .forEach(option -> {
          String text = environment.getOrDefault(option.variable(), "");
          if (!text.isEmpty()) {
            variables.put(option.key(), text);
          }
        });
    String config = Options.CONFIG.key();
    Optional<YamlFile> file =
        Optional.ofNullable(flags.getOrDefault(config, variables.get(config)))
            .map(name -> YamlFile.read(name.toString()));
    return new Sources(Map.copyOf(flags), variables, file);
  }

  /**
   * All of it as one tree.
   *
   * @param exporters those that there are: no other one has defaults
   */
  Map<String, Object> merged(Set<String> exporters) {
    Map<String, Object> tree = inFile();
    for (Option option : Options.ALL) {
      List<String> path = option.path();
      Optional<?> value = said(option).or(() -> Trees.at(inFile(), path));
      boolean exists = path.size() == 1 || exporters.contains(path.get(1));
      if (value.isEmpty() && exists) {
        value = option.fallback();
      }
      if (value.isPresent() || path.size() == 1) {
        tree = Trees.with(tree, path, value);
      }
    }
    return tree;
  }

  private Map<String, Object> inFile() {
    return file.map(YamlFile::values).orElse(Map.of());
  }

  private Optional<Object> said(Option option) {
    return Optional.ofNullable(flags.get(option.key()))
        .or(() -> Optional.ofNullable(variables.get(option.key())));
  }

  Origin origin(Option option) {
    if (flags.containsKey(option.key())) {
      return Origin.FLAG;
    }
    if (variables.containsKey(option.key())) {
      return Origin.ENVIRONMENT;
    }
    return Trees.at(inFile(), option.path()).isPresent() ? Origin.FILE : Origin.DEFAULT;
  }

  /**
   * A problem with a value, with the place where the value stands.
   *
   * @param problem begins with the full name of the key and a colon
   */
  String locate(String problem) {
    String key = problem.substring(0, Math.max(0, problem.indexOf(": ")));
    String message = problem.substring(key.length());
    Optional<Option> option = Options.ALL.stream().filter(o -> o.key().equals(key)).findFirst();
    return switch (option.map(this::origin).orElse(Origin.FILE)) {
      case FLAG -> option.map(Option::flag).orElse(key) + message;
      case ENVIRONMENT -> option.map(Option::variable).orElse(key) + message;
      case FILE -> file.map(yaml -> yaml.placeOf(key) + ": " + problem).orElse(problem);
      case DEFAULT -> problem;
    };
  }
}
