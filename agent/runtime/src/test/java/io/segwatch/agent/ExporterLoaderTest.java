package io.segwatch.agent;

import static io.segwatch.agent.PluginJar.module;
import static io.segwatch.agent.PluginJar.named;
import static io.segwatch.agent.PluginJar.withoutModule;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.ExporterProvider;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporters of somebody else's. */
class ExporterLoaderTest {
  private static final Map<String, String> SOUND = module("sound", "", named("\"sound\""));

  @TempDir Path home;
  @TempDir Path elsewhere;
  @TempDir Path scratch;

  private final List<String> complaints = new ArrayList<>();
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(home.resolve("plugins"));
  }

  private Path make(Path jar, Map<String, String> files, Path... libraries) throws IOException {
    return new PluginJar(scratch).make(jar, files, libraries);
  }

  private List<String> load() {
    return load(Map.of()).stream().map(ExporterProvider::name).toList();
  }

  private List<ExporterProvider> load(Map<String, String> environment) {
    return ExporterLoader.load(Optional.of(home), environment, complaints::add);
  }

  private static Map<String, String> library(int version) {
    return Map.of(
        "module-info.java",
        "module library { exports library; }",
        "library/Library.java",
        "package library; public class Library { public static final String V = v();"
            + " static String v() { return \"v%d\"; } }".formatted(version));
  }

  @Test
  void aPluginIsLoadedInALayerOfItsOwn() throws IOException {
    make(plugins.resolve("sound.jar"), SOUND);

    Module module = load(Map.of()).getFirst().getClass().getModule();

    assertThat(module.getName()).isEqualTo("sound");
    assertThat(module.getLayer().modules()).containsExactly(module);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aJarThatIsNoModuleWorksToo() throws IOException {
    make(plugins.resolve("plain-1.0.jar"), withoutModule("plain", named("\"plain\"")));

    assertThat(load()).containsExactly("plain");
    assertThat(complaints).isEmpty();
  }

  @Test
  void twoPluginsCanHaveTwoVersionsOfALibrary() throws IOException {
    for (int version : new int[] {1, 2}) {
      Path folder = Files.createDirectory(plugins.resolve("folder-" + version));
      Path library = make(folder.resolve("library.jar"), library(version));
      make(
          folder.resolve("plugin.jar"),
          module("plugin", "requires library;", named("library.Library.V")),
          library);
    }

    assertThat(load()).containsExactly("v1", "v2");
    assertThat(complaints).isEmpty();
  }

  /** It has not said that it needs it. */
  @Test
  void aJarThatIsNoModuleFindsALibraryThatIsOne() throws IOException {
    Path folder = Files.createDirectory(plugins.resolve("folder"));
    Path library = make(folder.resolve("library.jar"), library(3));
    make(folder.resolve("plain.jar"), withoutModule("plain", named("library.Library.V")), library);

    assertThat(load()).containsExactly("v3");
  }

  @Test
  void aCopyOfWhatTheAgentHasIsNoHarm() throws IOException {
    Path folder = Files.createDirectory(plugins.resolve("folder"));
    make(folder.resolve("plugin.jar"), SOUND);
    make(
        folder.resolve("core.jar"),
        Map.of(
            "module-info.java",
            "module io.vertx.core { exports io.vertx.core; }",
            "io/vertx/core/Future.java",
            "package io.vertx.core; public class Future {}"));

    assertThat(load()).containsExactly("sound");
    assertThat(complaints).isEmpty();
  }

  @Test
  void theVariableNamesAnotherFolder() throws IOException {
    make(plugins.resolve("sound.jar"), SOUND);
    make(elsewhere.resolve("other.jar"), module("other", "", named("\"other\"")));

    assertThat(load(Map.of(ExporterLoader.VARIABLE, elsewhere.toString())))
        .extracting(ExporterProvider::name)
        .containsExactly("other");
  }

  @Test
  void aFolderThatIsNamedIsToBeThere() {
    assertThat(load(Map.of(ExporterLoader.VARIABLE, "/no/such"))).isEmpty();
    assertThat(complaints)
        .containsExactly(
            "the plugins folder /no/such cannot be read: java.nio.file.NoSuchFileException:"
                + " /no/such; SEGWATCH_PLUGINS_DIR can name another");
  }

  @Test
  void withoutAFolderThereAreNone() throws IOException {
    Files.delete(plugins);

    assertThat(load(Map.of(ExporterLoader.VARIABLE, ""))).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @Test
  void whatIsHiddenAndWhatIsNoJarIsLeftAlone() throws IOException {
    Files.writeString(plugins.resolve(".half-copied.jar"), "PK");
    Files.writeString(plugins.resolve("README"), "Plugins go here.");
    Files.createDirectory(plugins.resolve(".git"));

    assertThat(load()).isEmpty();
    assertThat(complaints).isEmpty();
  }

  /** The sound one is loaded last. */
  private void assertComplaint(String origin, String reason) throws IOException {
    make(plugins.resolve("sound.jar"), SOUND);

    assertThat(load()).containsExactly("sound");
    assertThat(complaints).hasSize(1);
    assertThat(complaints.getFirst())
        .startsWith("an exporter of " + plugins.resolve(origin) + " cannot be loaded: ")
        .contains(reason);
  }

  @Test
  void whatIsNoZipIsToldOf() throws IOException {
    Files.writeString(plugins.resolve("broken.jar"), "not found");

    assertComplaint("broken.jar", "zip");
  }

  @Test
  void aLibraryThatIsMissingIsToldOf() throws IOException {
    Path library = make(elsewhere.resolve("library.jar"), library(1));
    make(
        plugins.resolve("lacking.jar"),
        module("lacking", "requires library;", named("library.Library.V")),
        library);

    assertComplaint("lacking.jar", ": Module library not found, required by lacking");
  }

  @Test
  void aClassThatIsMissingIsToldOf() throws IOException {
    Path library = make(elsewhere.resolve("library.jar"), library(1));
    make(
        plugins.resolve("lacking.jar"),
        withoutModule("lacking", named("library.Library.V")),
        library);

    assertComplaint("lacking.jar", "java.lang.ClassNotFoundException: library.Library");
  }

  @Test
  void aModuleThatIsThereTwiceIsToldOf() throws IOException {
    Path folder = Files.createDirectory(plugins.resolve("double"));
    make(folder.resolve("a-1.jar"), module("twice", "", named("\"twice\"")));
    Files.copy(folder.resolve("a-1.jar"), folder.resolve("a-2.jar"));

    assertComplaint("double", "Two versions of module twice found in ");
  }

  @Test
  void aPackageThatIsThereTwiceIsToldOf() throws IOException {
    Path folder = Files.createDirectory(plugins.resolve("double"));
    make(folder.resolve("plugin.jar"), module("library", "", named("\"name\"")));
    make(
        folder.resolve("library.jar"),
        Map.of(
            "module-info.java",
            "module other {}",
            "library/Library.java",
            "package library; class Library {}"));

    assertComplaint("double", "cannot be loaded: Package library in more than one module");
  }

  @Test
  void classesForANewerJavaAreToldOf() throws IOException {
    Path jar = make(plugins.resolve("newer.jar"), withoutModule("newer", named("\"newer\"")));
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Path file = zip.getPath("newer/Plugin.class");
      byte[] bytes = Files.readAllBytes(file);
      bytes[7] = 99; // its version
      Files.write(file, bytes);
    }

    assertComplaint("newer.jar", "class file version 99.0");
  }

  @Test
  void aConstructorThatThrowsIsToldOf() throws IOException {
    make(
        plugins.resolve("angry.jar"),
        module(
            "angry",
            "",
            named("\"angry\"")
                + "public Plugin() { throw new IllegalStateException(\"not today\"); }"));

    assertComplaint("angry.jar", ": java.lang.IllegalStateException: not today");
  }

  @Test
  void aNameThatIsTakenIsToldOf() throws IOException {
    Path first = plugins.resolve("a.jar");
    make(first, module("a", "", named("\"sound\"")));
    make(plugins.resolve("b.jar"), SOUND);

    assertThat(load()).containsExactly("sound");
    assertThat(complaints)
        .containsExactly(
            "an exporter of %s cannot be loaded: there is an exporter 'sound' already, of %s"
                .formatted(plugins.resolve("b.jar"), first));
  }

  @Test
  void aNameThatIsNoneIsToldOf() throws IOException {
    make(plugins.resolve("named.jar"), module("named", "", named("\"a.b\"")));

    assertComplaint("named.jar", "letters, digits, - and _: 'a.b'");
  }

  @Test
  void aNameThatIsNullIsToldOf() throws IOException {
    make(plugins.resolve("named.jar"), module("named", "", named("null")));

    assertComplaint("named.jar", "NullPointerException");
  }

  @Test
  void aJarWithoutAnExporterIsToldOf() throws IOException {
    make(plugins.resolve("library.jar"), library(1));

    assertComplaint("library.jar", "a library is to be in a folder with what needs it");
  }

  @Test
  void anExporterThatFailsKeepsNoOtherOfItsJarFromItsWork() throws IOException {
    make(
        plugins.resolve("mixed.jar"),
        Map.of(
            "module-info.java",
            "module mixed { requires io.segwatch.exporter;"
                + " provides io.segwatch.exporter.ExporterProvider with mixed.Bad, mixed.Plugin; }",
            "mixed/Bad.java",
            "package mixed; public class Bad extends Plugin { public Bad() { int i = 1 / 0; } }",
            "mixed/Plugin.java",
            module("mixed", "", named("\"good\"")).get("mixed/Plugin.java")));

    assertThat(load()).containsExactly("good");
    assertThat(complaints).singleElement().asString().contains("/ by zero");
  }
}
