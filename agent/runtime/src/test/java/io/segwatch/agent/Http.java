package io.segwatch.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A plain HTTP client. */
final class Http {
  record Answer(int status, String body, HttpURLConnection connection) {
    String header(String name) {
      return Optional.ofNullable(connection.getHeaderField(name)).orElse("");
    }
  }

  private final int port;

  Http(int port) {
    this.port = port;
  }

  Answer get(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setConnectTimeout(5_000);
      connection.setReadTimeout(30_000);
      int status = connection.getResponseCode();
      var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      String body = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, body, connection);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The first line of the answer to a target that no well-behaved client would send. */
  String statusLineOf(String target) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String request = "GET " + target + " HTTP/1.1\r\nhost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
          .readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
