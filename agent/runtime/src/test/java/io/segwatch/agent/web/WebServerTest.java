package io.segwatch.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.trust.WebConfig;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private final Vertx vertx = Vertx.vertx();
  private WebServer web;

  @BeforeEach
  void listen() {
    web = new WebServer(vertx, "127.0.0.1", 0, WebConfig.OPEN);
    web.get("/page", request -> request.response().end("hello"));
    web.get(
        "/broken",
        _ -> {
          throw new IllegalStateException("secret detail");
        });
    vertx.deployVerticle(web).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void answersGetAndHead() {
    assertThat(send("GET /page HTTP/1.1")).startsWith("HTTP/1.1 200 OK").endsWith("hello");
    assertThat(send("HEAD /page HTTP/1.1")).startsWith("HTTP/1.1 200 OK").doesNotContain("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"})
  void refusesEveryOtherMethod(String method) {
    assertThat(send(method + " /page HTTP/1.1"))
        .startsWith("HTTP/1.1 405 ")
        .contains("allow: GET, HEAD", "application/problem+json");
  }

  @Test
  void refusesABody() {
    assertThat(send("GET /page HTTP/1.1\r\ncontent-length: 3")).startsWith("HTTP/1.1 413 ");
    assertThat(send("GET /page HTTP/1.1\r\ntransfer-encoding: chunked"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(send("GET /" + "x".repeat(5_000) + " HTTP/1.1"))
        .contains(" 414 ", "application/problem+json", "\"status\":414", "4096");
    assertThat(send("GET /page HTTP/1.1\r\nx: " + "x".repeat(9_000)))
        .contains(" 431 ", "application/problem+json", "\"status\":431", "8192");
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertThat(send("GET")).contains(" 400 ", "application/problem+json", "\"status\":400");
    assertThat(send("GET /page HTTP/1.1\r\na b: c")).contains(" 400 ", "\"status\":400");
  }

  @Test
  void tellsErrorsAsProblemsWithoutDetailsOfTheInside() {
    assertThat(send("GET /nowhere HTTP/1.1"))
        .startsWith("HTTP/1.1 404 ")
        .contains("application/problem+json", "\"status\":404");
    assertThat(send("GET /broken HTTP/1.1"))
        .startsWith("HTTP/1.1 500 ")
        .contains("application/problem+json")
        .doesNotContain("secret", "Exception");
    assertThat(send("GET /%zz HTTP/1.1")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aPageThatIsTakenDownIsGone() {
    var page = web.get("/short", request -> request.response().end("here"));
    assertThat(send("GET /short HTTP/1.1")).endsWith("here");
    page.cancel();

    assertThat(send("GET /short HTTP/1.1")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void connectionsThatNobodyUsesKeepNobodyOut() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < ConnectionGuard.MOST_CONNECTIONS; i++) {
        Socket socket = connect();
        socket
            .getOutputStream()
            .write("GET /page HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        idle.add(socket);
      }

      assertThat(send("GET /page HTTP/1.1")).endsWith("hello");
      assertThat(restOf(idle.getFirst())).endsWith("hello");
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void connectionsAreBounded() throws IOException {
    web.get("/endless", request -> request.response().setChunked(true).write("begun"));
    List<Socket> busy = new ArrayList<>();
    try {
      for (int i = 0; i < ConnectionGuard.MOST_CONNECTIONS; i++) {
        Socket socket = connect();
        socket
            .getOutputStream()
            .write("GET /endless HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        busy.add(socket);
      }
      try (Socket oneTooMany = connect()) {
        oneTooMany.setSoTimeout(30_000);
        assertThat(oneTooMany.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : busy) {
        socket.close();
      }
    }
  }

  /** What comes until it is closed. */
  private static String restOf(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void aConnectionWithoutAWholeRequestIsClosedHoweverManyBytesTrickle() throws IOException {
    try (Socket slow = connect()) {
      slow.setSoTimeout(1_000);
      slow.getOutputStream().write("GET /page HTTP/1.1\r\nx: ".getBytes(StandardCharsets.US_ASCII));
      assertThat(closedWhileTrickling(slow)).isTrue();
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), web.port());
  }

  private static boolean closedWhileTrickling(Socket slow) {
    for (int i = 0; i < 90; i++) {
      try {
        slow.getOutputStream().write('x');
        if (slow.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException stillOpen) {
        // the next byte
      } catch (IOException closed) {
        return true;
      }
    }
    return false;
  }

  private String send(String head) {
    try (Socket socket = connect()) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              (head + "\r\nhost: x\r\nconnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
