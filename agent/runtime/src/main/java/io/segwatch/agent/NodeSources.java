package io.segwatch.agent;

import io.segwatch.exporter.NodeSource;
import io.segwatch.exporter.NodeSourceProvider;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Finds what can list nodes. It lies apart from the rest of the distribution, as few need it, and
 * is loaded when somebody does.
 */
record NodeSources(Optional<Path> home, Map<String, String> environment) {
  /** Folder in the distribution, with a folder of jars for each. */
  static final String FOLDER = "node-sources";

  /** Those of this distribution. */
  static NodeSources ofProcess() {
    return new NodeSources(
        Optional.ofNullable(System.getProperty("segwatch.home")).map(Path::of), System.getenv());
  }

  /**
   * A source of nodes.
   *
   * @throws IllegalArgumentException if nothing here understands the connection string, or
   *     something is wrong with it
   */
  NodeSource create(String connection) {
    try {
      return Stream.concat(
              ServiceLoader.load(NodeSourceProvider.class).stream(),
              folders().stream().flatMap(NodeSources::in))
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.understands(connection))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("nothing here understands it"))
          .create(connection, environment);
    } catch (IOException
        | DirectoryIteratorException
        | LinkageError
        | ServiceConfigurationError
        | FindException
        | ResolutionException
        | LayerInstantiationException e) {
      throw new IllegalArgumentException("what lists nodes cannot be loaded: " + e, e);
    }
  }

  private List<Plugin> folders() throws IOException {
    Optional<Path> folder = home.map(it -> it.resolve(FOLDER)).filter(Files::isDirectory);
    return folder.isPresent() ? Plugin.in(folder.get()) : List.of();
  }

  private static Stream<ServiceLoader.Provider<NodeSourceProvider>> in(Plugin plugin) {
    ModuleLayer layer = plugin.layer(NodeSourceProvider.class);
    return ServiceLoader.load(layer, NodeSourceProvider.class).stream()
        .filter(each -> layer.equals(each.type().getModule().getLayer()));
  }
}
