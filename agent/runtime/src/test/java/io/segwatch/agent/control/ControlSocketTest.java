package io.segwatch.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path temp;

  @Test
  void isForItsOwnerOnlyFromTheMomentThatItIsThere() throws IOException {
    Path stateDir = temp.resolve("not/yet/there");
    ControlSocket socket = ControlSocket.claim(stateDir);
    try (ServerSocketChannel _ = bind(socket.newborn())) {
      assertThat(modeOf(socket.newborn().getParent())).isEqualTo("rwx------");
      Path path = socket.publish();

      assertThat(path).isEqualTo(stateDir.resolve("control"));
      assertThat(modeOf(path)).isEqualTo("rw-------");
      assertThat(modeOf(stateDir)).isEqualTo("rwx------");
    } finally {
      socket.close();
    }
  }

  @Test
  void leavesNothingButTheLock() throws IOException {
    ControlSocket socket = ControlSocket.claim(temp);
    try (ServerSocketChannel _ = bind(socket.newborn())) {
      socket.publish();
    }
    socket.close();

    assertThat(temp)
        .isDirectoryContaining("glob:**control.lock")
        .isDirectoryNotContaining("glob:**control")
        .isDirectoryNotContaining("glob:**control.new");
  }

  @Test
  void takesThePlaceOfOneThatWasLeftBehind() throws IOException {
    bind(temp.resolve("control")).close();
    Files.createDirectory(temp.resolve("control.new"));
    bind(temp.resolve("control.new/s")).close();

    ControlSocket socket = ControlSocket.claim(temp);
    try (ServerSocketChannel server = bind(socket.newborn())) {
      Path path = socket.publish();

      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        assertThat(server.accept().isOpen()).isTrue();
        assertThat(client.isConnected()).isTrue();
      }
    } finally {
      socket.close();
    }
  }

  @Test
  void isNotTakenFromOneThatLives() throws IOException {
    ControlSocket socket = ControlSocket.claim(temp);
    try {
      assertThatIOException()
          .isThrownBy(() -> ControlSocket.claim(temp))
          .withMessage("another agent has the one in %s; give each a state-dir of its own", temp);
    } finally {
      socket.close();
    }
    ControlSocket.claim(temp).close();
  }

  @Test
  void leavesAFileAloneThatIsNoSocket() throws IOException {
    Path file = Files.writeString(temp.resolve("control"), "precious");

    assertThatIOException()
        .isThrownBy(() -> ControlSocket.claim(temp))
        .withMessage(file + " is in its way, and no socket");

    assertThat(file).hasContent("precious");
  }

  @Test
  void saysByHowMuchAPathIsTooLong() {
    Path longest = temp.resolve("x".repeat(ControlSocket.LONGEST_PATH - temp.toString().length()));

    assertThatIOException()
        .isThrownBy(() -> ControlSocket.claim(longest))
        .withMessage("the path of state-dir is too long for it by 15 bytes: " + longest);
    assertThat(longest).doesNotExist();
  }

  private static ServerSocketChannel bind(Path path) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
