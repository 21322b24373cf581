package io.segwatch.agent;

import io.segwatch.exporter.ExporterProvider;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the exporters: those that come with the agent, then those of plugins. One that cannot be
 * loaded is told of in a line, and keeps no other from its work.
 */
final class ExporterLoader {
  /** Folder of the plugins, instead of the one beside the program. */
  static final String VARIABLE = "SEGWATCH_PLUGINS_DIR";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final Consumer<String> complaints;
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<ExporterProvider> loaded = new ArrayList<>();

  private ExporterLoader(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  /**
   * All that can be loaded, each with a name of its own.
   *
   * @param home folder of the distribution, if there is one
   * @param complaints hears of those that cannot
   */
  static List<ExporterProvider> load(
      Optional<Path> home, Map<String, String> environment, Consumer<String> complaints) {
    ExporterLoader loader = new ExporterLoader(complaints);
    // Of modules only: else META-INF/services is looked for in every jar.
    loader.take(
        "the agent", ServiceLoader.load(ModuleLayer.boot(), ExporterProvider.class), _ -> true);
    Optional.of(environment.getOrDefault(VARIABLE, ""))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .or(() -> home.map(folder -> folder.resolve("plugins")).filter(Files::isDirectory))
        .ifPresent(loader::takePlugins);
    return List.copyOf(loader.loaded);
  }

  private void takePlugins(Path folder) {
    try {
      Plugin.in(folder).forEach(this::take);
    } catch (IOException | DirectoryIteratorException e) {
      complaints.accept(
          "the plugins folder %s cannot be read: %s; %s can name another"
              .formatted(folder, reason(e), VARIABLE));
    }
  }

  private void take(Plugin plugin) {
    String origin = plugin.path().toString();
    try {
      ModuleLayer layer = plugin.layer(ExporterProvider.class);
      take(
          origin,
          ServiceLoader.load(layer, ExporterProvider.class), // and of the layers below
          type -> layer.equals(type.getModule().getLayer()));
    } catch (RuntimeException | LinkageError e) {
      complain(origin, e);
    }
  }

  private void take(
      String origin, ServiceLoader<ExporterProvider> services, Predicate<Class<?>> wanted) {
    Iterator<ServiceLoader.Provider<ExporterProvider>> each = services.stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = each.hasNext();
        if (more) {
          ServiceLoader.Provider<ExporterProvider> next = each.next();
          if (wanted.test(next.type())) {
            add(origin, next.get());
          }
        }
      } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
        complain(origin, e);
      }
    }
  }

  private void add(String origin, ExporterProvider provider) {
    String name = provider.name();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of an exporter is to be of letters, digits, - and _: '%s'".formatted(name));
    }
    String other = origins.putIfAbsent(name, origin);
    if (other != null) {
      throw new IllegalArgumentException(
          "there is an exporter '%s' already, of %s".formatted(name, other));
    }
    loaded.add(provider);
  }

  private void complain(String origin, Throwable e) {
    complaints.accept("an exporter of %s cannot be loaded: %s".formatted(origin, reason(e)));
  }

  /** The first cause; with its class, unless the message says it all. */
  private static String reason(Throwable e) {
    return switch (e.getCause()) {
      case Throwable cause -> reason(cause);
      case null ->
          switch (e) {
            case FindException _,
                ResolutionException _,
                LayerInstantiationException _,
                IllegalArgumentException _ ->
                String.valueOf(e.getMessage());
            default -> e.toString();
          };
    };
  }
}
