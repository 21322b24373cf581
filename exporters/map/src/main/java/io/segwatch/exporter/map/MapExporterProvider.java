package io.segwatch.exporter.map;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Node;
import io.segwatch.exporter.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the exporter of coverage maps.
 *
 * <p>Its settings are {@code output-dir}, the folder that keeps the map of each stream as a file,
 * below the base folder unless it is absolute (where it is empty there are no files); {@code
 * make-page}, whether there is a page with the maps of all nodes beside each map; and which nodes
 * those are: {@code connection-string}, a database that lists them, and {@code nodes}.
 */
public final class MapExporterProvider implements ExporterProvider {
  private static final String OUTPUT_DIR = "output-dir";
  private static final String CONNECTION = "connection-string";
  private static final Pattern CONNECTION_FORM =
      Pattern.compile("[a-z]+://\\S.*|\\s*[a-z_]+\\s*=.*", Pattern.DOTALL);

  public MapExporterProvider() {}

  @Override
  public String name() {
    return "map";
  }

  @Override
  public Exporter create(Settings settings) {
    boolean makePage = settings.flag("make-page", false);
    NodePages.Choice choice =
        new NodePages.Choice(
            connection(settings),
            settings.sections("nodes").stream().map(MapExporterProvider::node).toList());
    return new MapExporter(folder(settings), makePage ? Optional.of(choice) : Optional.empty());
  }

  private static Optional<Path> folder(Settings settings) {
    String folder = settings.text(OUTPUT_DIR, MapExporter.DEFAULT_DIR);
    try {
      return Optional.of(folder).filter(text -> !text.isEmpty()).map(Path::of);
    } catch (InvalidPathException e) {
      settings.problem(OUTPUT_DIR, "is to be a folder, or '' for no files: " + e.getReason());
      return Optional.empty();
    }
  }

  /** Whoever is asked for the nodes knows best whether it is right; this much all have. */
  private static Optional<String> connection(Settings settings) {
    Optional<String> connection = settings.text(CONNECTION).filter(text -> !text.isBlank());
    if (connection.filter(text -> !CONNECTION_FORM.matcher(text).matches()).isPresent()) {
      settings.problem(
          CONNECTION,
          "is to be postgresql://USER:PASSWORD@HOST/DBNAME, or host=HOST dbname=DBNAME user=USER");
    }
    return connection;
  }

  private static Node node(Settings section) {
    String name = section.text("name", "");
    if (name.isBlank()) {
      section.problem("name", "is to be the name of a node");
    }
    try {
      URI url = new URI(section.text("url", "").replaceFirst("/+$", ""));
      if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return new Node(name, url);
      }
    } catch (URISyntaxException e) {
      // reported below, like an address of another kind
    }
    section.problem(
        "url", "is to be the address of a web server such as https://store-3.example.org");
    return new Node(name, URI.create("http://localhost"));
  }
}
