package io.segwatch.agent;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A jar that adds to the agent, such as an exporter of somebody else's, or a folder of jars if it
 * needs libraries.
 *
 * <p>Each has a module layer of its own: two may bring different versions of a library, and none is
 * on the module path, which would no longer be the one that the JVM's cache was made with.
 */
record Plugin(Path path) {
  /**
   * The plugins of a folder, by name. Hidden files are none, and neither is any other file.
   *
   * @throws IOException if the folder cannot be listed
   */
  static List<Plugin> in(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Plugin::isPlugin)) {
      return StreamSupport.stream(entries.spliterator(), false).sorted().map(Plugin::new).toList();
    }
  }

  private static boolean isPlugin(Path entry) {
    String name = entry.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(entry));
  }

  /**
   * Its modules, all of them: what has no module descriptor does not say what it needs. What the
   * agent has as well is the agent's, as both are to mean the same by it.
   *
   * @param service what one of them at least is to provide
   * @throws FindException if a jar cannot be read, something is missing, or none provides that
   * @throws java.lang.module.ResolutionException if modules do not go together
   * @throws LayerInstantiationException if two of them have the same package
   */
  ModuleLayer layer(Class<?> service) {
    ModuleLayer agent = ModuleLayer.boot();
    ModuleFinder jars = ModuleFinder.of(path);
    Set<String> names =
        jars.findAll().stream()
            .map(ModuleReference::descriptor)
            .map(module -> module.name())
            .collect(Collectors.toSet());
    Configuration modules = agent.configuration().resolve(ModuleFinder.of(), jars, names);
    if (modules.modules().stream().noneMatch(module -> provides(module.reference(), service))) {
      throw new FindException(
          "no module of its own provides %s; a library is to be in a folder with what needs it"
              .formatted(service.getName()));
    }
    return ModuleLayer.defineModulesWithOneLoader(
            modules, List.of(agent), Plugin.class.getClassLoader())
        .layer();
  }

  private static boolean provides(ModuleReference module, Class<?> service) {
    return module.descriptor().provides().stream()
        .anyMatch(provides -> provides.service().equals(service.getName()));
  }
}
