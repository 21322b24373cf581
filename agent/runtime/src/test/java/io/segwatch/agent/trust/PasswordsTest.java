package io.segwatch.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger gets 401 and nothing else. */
class PasswordsTest {
  /** Of the passwords "test" and "fakepassword". */
  private static final String USERS =
      """
      http_server_config:
        headers:
          X-Frame-Options: deny
      basic_auth_users:
        ann: $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi
      """;

  @TempDir Path folder;
  private Certificates tools;
  private GuardedServer server;

  @BeforeEach
  void serve() {
    tools = new Certificates(folder);
    server = new GuardedServer(tools.write("web.yaml", USERS));
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** The whole answer. */
  private String get(String path, String... more) {
    return tools.curl("--include", "--path-as-is").and(more).and(server.url(path)).run();
  }

  @Test
  void whoeverKnowsANameAndItsPasswordIsLetIn() {
    assertThat(get("/page", "-u", "ann:fakepassword"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("X-Frame-Options: deny")
        .endsWith("hello");
    assertThat(get("/nowhere", "-u", "ann:fakepassword")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/page", "-u", "ann:fakepassword", "-X", "DELETE")).startsWith("HTTP/1.1 405 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann:wrong",
        "ann:",
        "bob:fakepassword",
        ":",
        "ann:fakepassword ",
        "Ann:fakepassword",
      })
  void nobodyElseIs(String said) {
    assertThat(get("/page", "-u", said)).startsWith("HTTP/1.1 401 ").doesNotContain("hello");
  }

  @Test
  void aStrangerIsAnsweredTheSameWhateverIsAskedFor() {
    String page = get("/page");

    assertThat(page)
        .startsWith("HTTP/1.1 401 Unauthorized")
        .contains("www-authenticate: Basic realm=\"segwatch\", charset=\"UTF-8\"")
        .contains("X-Frame-Options: deny")
        .contains("application/problem+json");
    for (String path :
        List.of("/", "/nowhere", "/%zz", "/page?x=%zz", "/health/../page", "/events")) {
      assertThat(get(path)).as(path).isEqualTo(page);
    }
    for (String path : List.of("/health/live/", "/health/%6cive", "//health/live", "/health")) {
      assertThat(get(path)).as(path).isEqualTo(page);
    }
    assertThat(get("/page", "-X", "POST", "-d", "x=1")).isEqualTo(page);
    assertThat(get("/health/live", "-X", "DELETE")).isEqualTo(page);
    assertThat(get("/page", "-H", "Authorization: Bearer x")).isEqualTo(page);
    assertThat(get("/page", "-H", "Authorization: Basic !!")).isEqualTo(page);
    assertThat(
            get(
                "/page",
                "-H",
                "Authorization: Basic YW5uOmZha2VwYXNzd29yZA==",
                "-H",
                "Authorization: Basic YW5uOndyb25n"))
        .isEqualTo(page);
  }

  @Test
  void healthIsOpenToAllInAWordAndToOthersInFull() {
    assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"live\"}");
    assertThat(get("/health/ready", "-u", "ann:wrong"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"status\":\"ready\"}");
    assertThat(get("/health/ready", "-u", "ann:fakepassword")).contains("a secret of the inside");
  }

  @Test
  void aStreamOfEventsFlowsBehindTheDoor() {
    assertThat(
            tools.curl("-u", "ann:fakepassword", "--max-time", "2", server.url("/events")).tryOut())
        .contains("data: first");
  }

  @Test
  void whoIsKnownIsNotHeldUpByOthersWhoGuess() throws Exception {
    assertThat(get("/page", "-u", "ann:fakepassword")).endsWith("hello");
    List<Process> guessing = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        String guesses = server.url("/page?[1-40]");
        guessing.add(
            new ProcessBuilder(
                    "curl", "-s", "-Z", "-u", "ann:guess" + i, "-o", "/dev/null", guesses)
                .start());
      }
      for (int i = 0; i < 20; i++) {
        assertThat(get("/page", "-u", "ann:fakepassword")).endsWith("hello");
      }
    } finally {
      guessing.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void aChangedFileIsTakenAndOneWithAMistakeIsNot() {
    tools.write("web.yaml", USERS + "  bob: nonsense\n");
    assertThat(get("/page", "-u", "ann:fakepassword")).endsWith("hello");

    tools.write("web.yaml", USERS.replace("ann:", "eve:"));

    Await.until(
        "eve may", () -> get("/page", "-u", "eve:fakepassword").startsWith("HTTP/1.1 200 "));
    assertThat(get("/page", "-u", "ann:fakepassword")).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void moreThanTheRateLimitIsRefused() {
    server.close();
    server =
        new GuardedServer(tools.write("web.yaml", "rate_limit:\n  interval: 1h\n  burst: 3\n"));

    assertThat(IntStream.range(0, 5).mapToObj(_ -> get("/page").substring(9, 12)).toList())
        .containsExactly("200", "200", "200", "429", "429");
    assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
  }
}
