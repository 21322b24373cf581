package io.segwatch.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A plain HTTP client for a Unix socket, which the Java library has none for. */
public final class UnixHttp {
  /** An answer; of the head only what a test asks for. */
  public record Answer(int status, String head, String body) {}

  private final Path socket;

  public UnixHttp(Path socket) {
    this.socket = socket;
  }

  public Answer get(String target) {
    return send("GET", target);
  }

  public Answer post(String target) {
    return send("POST", target);
  }

  public Answer send(String method, String target, String... headers) {
    String request =
        method
            + " "
            + target
            + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
            + String.join("", headers)
            + "\r\n";
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(answer);
      String[] parts = answer.toString(StandardCharsets.UTF_8).split("\r\n\r\n", 2);
      return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
