package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo leaves nothing behind and takes nothing else away. */
class DemoFolderTest {
  @TempDir Path temporary;

  private final List<String> told = new ArrayList<>();

  private Path parent() throws IOException {
    return Files.createDirectories(temporary.resolve("parent"));
  }

  @Test
  void nobodyElseMayLookIntoIt() throws IOException {
    DemoFolder folder = DemoFolder.create(parent());

    assertThat(Files.getPosixFilePermissions(folder.path()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void removalTakesAllThatIsInIt() throws IOException {
    DemoFolder folder = DemoFolder.create(parent());
    Files.createDirectories(folder.recording().resolve("a/b"));
    Files.createFile(folder.recording().resolve("a/b/c.ts"));
    Files.createFile(folder.configuration());

    assertThat(folder.remove()).isTrue();
    assertThat(parent()).isEmptyDirectory();
  }

  @Test
  void removalFollowsNoLink() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Path file = Files.createFile(outside.resolve("file"));
    DemoFolder folder = DemoFolder.create(parent());
    Files.createSymbolicLink(folder.path().resolve("to-folder"), outside);
    Files.createSymbolicLink(folder.path().resolve("to-file"), file);

    folder.remove();

    assertThat(parent()).isEmptyDirectory();
    assertThat(file).exists();
  }

  @Test
  void removalLeavesWhatIsBesideIt() throws IOException {
    Path beside = Files.createFile(parent().resolve("beside"));
    DemoFolder folder = DemoFolder.create(parent());

    folder.remove();

    assertThat(parent()).isDirectoryContaining(path -> path.equals(beside));
  }

  @Test
  void nothingIsDoneInItOnceItIsRemoved() throws IOException {
    DemoFolder folder = DemoFolder.create(parent());
    Path file = folder.path().resolve("file");
    assertThat(folder.whileThere(() -> Files.createFile(file))).isTrue();

    folder.remove();

    assertThat(folder.whileThere(() -> Files.createFile(file))).isFalse();
    assertThat(folder.remove()).isFalse();
    assertThat(parent()).isEmptyDirectory();
  }

  @Test
  void theFolderOfADemoThatWasKilledIsRemoved() throws IOException {
    Path killed = Files.createDirectory(parent().resolve("segwatch-demo-1"));
    Files.createFile(killed.resolve("lock"));
    Files.createDirectories(killed.resolve("recording/a/b"));

    DemoFolder.create(parent()).removeLeftOver(told::add);

    assertThat(killed).doesNotExist();
    assertThat(told).singleElement().asString().contains(killed.toString());
  }

  @Test
  void theFolderOfADemoThatIsAliveStays() throws IOException {
    DemoFolder alive = DemoFolder.create(parent());

    DemoFolder.create(parent()).removeLeftOver(told::add);

    assertThat(alive.path()).exists();
    assertThat(told).isEmpty();
  }

  @Test
  void whatOnlyLooksLikeAFolderOfADemoStays() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.createFile(outside.resolve("lock"));
    Path link = Files.createSymbolicLink(parent().resolve("segwatch-demo-1"), outside);
    Path withoutLock = Files.createDirectory(parent().resolve("segwatch-demo-2"));
    Path file = Files.createFile(parent().resolve("segwatch-demo-3"));
    Path other = Files.createDirectory(parent().resolve("other"));
    Files.createFile(other.resolve("lock"));

    DemoFolder.create(parent()).removeLeftOver(told::add);

    assertThat(List.of(link, withoutLock, file, other, outside.resolve("lock")))
        .allMatch(Files::exists);
    assertThat(told).isEmpty();
  }
}
