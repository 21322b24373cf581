package io.segwatch.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.agent.UnixHttp;
import io.segwatch.agent.web.CannotListenException;
import io.segwatch.agent.web.LimitedHttp;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlServerTest {
  @TempDir Path temp;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void answersOnTheSocketWhateverTheHostIsCalled() {
    deploy(temp, 0);
    UnixHttp http = new UnixHttp(temp.resolve("control"));

    assertThat(http.get("/page").body()).isEqualTo("hello");
    assertThat(http.post("/order").body()).isEqualTo("done");
  }

  @Test
  void takesNoBodyAndNoOtherMethod() {
    deploy(temp, 0);
    UnixHttp http = new UnixHttp(temp.resolve("control"));

    assertThat(http.send("POST", "/order", "content-length: 3\r\n").status()).isEqualTo(413);
    assertThat(http.send("DELETE", "/order").status()).isEqualTo(405);
    assertThat(http.get("/order").status()).isEqualTo(405);
    assertThat(http.post("/page").head()).contains(" 405 ", "application/problem+json");
  }

  @Test
  void theSocketGoesWithTheServer() {
    String deployment = deploy(temp, 0);
    assertThat(temp.resolve("control")).exists();

    vertx.undeploy(deployment).await();

    assertThat(temp.resolve("control")).doesNotExist();
  }

  @Test
  void doesWithoutTheSocketWhereItCannotBeHad() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    int port = freePort();

    deploy(file, port);

    assertThat(send(port, "GET /page", "host: 127.0.0.1:" + port)).endsWith("hello");
  }

  @Test
  void aPortThatIsTakenIsAnErrorThatSaysWhatToChange() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> deploy(temp, taken.getLocalPort()))
          .isInstanceOf(CannotListenException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:%d: Address already in use; choose another with"
                  + " --backdoor-port",
              taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost", "[::1]"})
  void namesOfThisMachineAreTaken(String host) throws IOException {
    int port = freePort();
    deploy(temp, port);

    assertThat(send(port, "GET /page", "host: " + host + ":" + port)).endsWith("hello");
    assertThat(send(port, "POST /order", "host: " + host + ":" + port)).endsWith("done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example:PORT", "127.0.0.1", "localhost:1", "localhost.evil.example:PORT"})
  void otherNamesMayBeThoseOfAPageThatHasItsNameLeadHere(String host) throws IOException {
    int port = freePort();
    deploy(temp, port);

    assertThat(send(port, "GET /page", "host: " + host.replace("PORT", "" + port)))
        .startsWith("HTTP/1.1 403 ")
        .contains("Host is to be 127.0.0.1:" + port)
        .doesNotContain("access-control");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /order, http://localhost:PORT, 200",
    "POST /order, http://localhost:1, 403",
    "POST /order, https://localhost:PORT, 403",
    "POST /order, http://evil.example, 403",
    "POST /order, null, 403",
    "GET /page, http://evil.example, 200"
  })
  void ordersAreNotTakenFromPagesOfAnotherOrigin(String request, String origin, int status)
      throws IOException {
    int port = freePort();
    deploy(temp, port);

    String answer =
        send(
            port,
            request,
            "host: localhost:" + port + "\r\norigin: " + origin.replace("PORT", "" + port));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  private String deploy(Path stateDir, int port) {
    return vertx
        .deployVerticle(new ControlServer(vertx, stateDir, port, ControlServerTest::mount))
        .await();
  }

  private static void mount(LimitedHttp http) {
    http.get("/page", request -> request.response().end("hello"));
    http.post("/order", request -> request.response().end("done"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String send(int port, String request, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              (request + " HTTP/1.1\r\n" + headers + "\r\nconnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
