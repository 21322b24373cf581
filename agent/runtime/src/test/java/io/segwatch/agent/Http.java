package io.segwatch.agent;

import java.io.IOException;
import java.net.HttpURLConnection;
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
}
