package io.segwatch.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path folder;

  @Test
  void isMadeForItsOwnerOnly() throws Exception {
    Path path = folder.resolve("new/state");

    try (StateFolder state = StateFolder.take(path, "pid 1")) {
      assertThat(state.path()).isEqualTo(path);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("lock"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isTakenByOneAndSaysByWhom() throws Exception {
    try (StateFolder _ = StateFolder.take(folder, "pid 17 on store-3, base-dir /srv\nsegments")) {
      assertThatThrownBy(() -> StateFolder.take(folder, "pid 18"))
          .isInstanceOf(StateFolderTakenException.class)
          .hasMessageContainingAll(folder.toString(), "pid 17 on store-3, base-dir /srv segments");
    }
  }

  @Test
  void canBeTakenAgainOnceItWasGivenBack() throws Exception {
    StateFolder.take(folder, "a long name of the first to have it").close();

    try (StateFolder _ = StateFolder.take(folder, "the second")) {
      assertThat(folder.resolve("lock")).hasContent("the second");
    }
  }

  @Test
  void cannotBeWhereAFileIs() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> StateFolder.take(file, "pid 1"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> StateFolder.take(file.resolve("state"), "pid 1"))
        .isInstanceOf(IOException.class);
  }
}
