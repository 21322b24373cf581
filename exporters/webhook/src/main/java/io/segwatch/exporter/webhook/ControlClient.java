package io.segwatch.exporter.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gives orders to a running agent by its control socket; Java has no HTTP client for those. */
final class ControlClient {
  private ControlClient() {}

  /** What the agent answered. */
  record Answer(int status, String body) {}

  /**
   * Posts an order; empty where no agent listens.
   *
   * @param target path and query, in ASCII
   * @throws IOException if the agent listens, and does not answer as it should
   */
  static Optional<Answer> post(Path socket, String target) throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (!connects(channel, socket)) {
        return Optional.empty();
      }
      String request =
          "POST " + target + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(answer);
      return Optional.of(parse(answer.toString(StandardCharsets.UTF_8)));
    }
  }

  private static boolean connects(SocketChannel channel, Path socket) {
    try {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException | IllegalArgumentException nobodyThere) {
      return false; // left behind by a dead agent
    }
  }

  private static Answer parse(String answer) throws IOException {
    String[] parts = answer.split("\r\n\r\n", 2);
    String[] status = parts[0].split(" ", 3);
    if (parts.length < 2 || status.length < 2 || !status[1].matches("\\d{3}")) {
      throw new IOException("the agent does not answer on its control socket");
    }
    return new Answer(Integer.parseInt(status[1]), parts[1]);
  }
}
