package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The control socket of an agent, by a plain HTTP client: that of the Java library knows no such
 * sockets.
 */
record ControlSocket(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Answer(int status, String head, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }
  }

  Answer get(String target) {
    return send("GET " + target);
  }

  Answer post(String target) {
    return send("POST " + target);
  }

  private Answer send(String request) {
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      byte[] answer = Channels.newInputStream(socket).readAllBytes();
      String[] parts = new String(answer, StandardCharsets.UTF_8).split("\r\n\r\n", 2);
      return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }
}
