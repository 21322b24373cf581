package io.segwatch.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS, with real clients. */
class TlsTest {
  private static final String SERVER =
      """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
      """;

  @TempDir Path folder;
  private Certificates certificates;

  @BeforeEach
  void makeCertificates() {
    certificates = Certificates.ofServer(folder);
  }

  private GuardedServer serve(String yaml) {
    return new GuardedServer(certificates.write("web.yaml", yaml));
  }

  private String get(GuardedServer server, String... more) {
    return certificates.curl("--cacert", "ca.crt").and(more).and(server.url("/page")).tryOut();
  }

  @Test
  void pagesAreServedByHttp2AndByHttp1() {
    try (GuardedServer server = serve(SERVER)) {
      assertThat(get(server, "-w", " %{http_version}")).isEqualTo("hello 2");
      assertThat(get(server, "--http1.1", "-w", " %{http_version}")).isEqualTo("hello 1.1");
      assertThat(get(server, "-X", "POST", "-d", "x", "-w", " %{http_code} %{http_version}"))
          .endsWith(" 405 2");
      assertThat(certificates.curl("http://127.0.0.1:" + server.port() + "/page").tryOut())
          .doesNotContain("hello");
    }
  }

  @Test
  void http2CanBeSwitchedOff() {
    try (GuardedServer server = serve(SERVER + "http_server_config:\n  http2: false\n")) {
      assertThat(get(server, "-w", " %{http_version}")).isEqualTo("hello 1.1");
    }
  }

  @Test
  void onlyTheVersionsAndSuitesThatAreAskedForAreOffered() {
    certificates.signed("server", "ca", "rsa:2048", "IP:127.0.0.1");
    String only =
        SERVER
            + "  max_version: TLS12\n"
            + "  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]\n"
            + "  curve_preferences: [CurveP384]\n";
    try (GuardedServer server = serve(only)) {
      assertThat(get(server)).isEqualTo("hello");
      assertThat(get(server, "--tlsv1.3")).doesNotContain("hello");
      assertThat(get(server, "--ciphers", "ECDHE-RSA-AES128-GCM-SHA256")).doesNotContain("hello");
      assertThat(get(server, "--curves", "X25519")).doesNotContain("hello");
      assertThat(get(server, "--curves", "P-384")).isEqualTo("hello");
    }
    try (GuardedServer server = serve(SERVER + "  min_version: TLS13\n")) {
      assertThat(get(server)).isEqualTo("hello");
      assertThat(get(server, "--tls-max", "1.2")).doesNotContain("hello");
    }
    try (GuardedServer server = serve(SERVER)) {
      assertThat(get(server, "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"))
          .doesNotContain("hello");
    }
  }

  @Test
  void onlyClientsWithACertificateOfOursAndANameThatIsAllowedAreServed() {
    certificates
        .signed("good", "ca", "ec", "DNS:prometheus.example.org")
        .signed("unnamed", "ca", "ec", "DNS:other.example.org")
        .authority("strangers")
        .signed("stranger", "strangers", "ec", "DNS:prometheus.example.org");
    String clients =
        SERVER
            + "  client_auth_type: RequireAndVerifyClientCert\n"
            + "  client_ca_file: ca.crt\n"
            + "  client_allowed_sans: [prometheus.example.org, other-name]\n";
    try (GuardedServer server = serve(clients)) {
      assertThat(get(server, "--cert", "good.crt", "--key", "good.key")).isEqualTo("hello");
      assertThat(get(server)).doesNotContain("hello");
      for (String name : new String[] {"unnamed", "stranger"}) {
        assertThat(get(server, "--cert", name + ".crt", "--key", name + ".key"))
            .as(name)
            .doesNotContain("hello");
      }
    }
  }

  @Test
  void aCertificateThatMayBeLeftOutIsCheckedWhereItIsThere() {
    certificates
        .signed("good", "ca", "ec", "IP:2001:db8::1")
        .authority("strangers")
        .signed("stranger", "strangers", "ec", "DNS:x");
    String given =
        SERVER + "  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: ca.crt\n";
    try (GuardedServer server = serve(given)) {
      assertThat(get(server)).isEqualTo("hello");
      assertThat(get(server, "--cert", "good.crt", "--key", "good.key")).isEqualTo("hello");
      assertThat(get(server, "--cert", "stranger.crt", "--key", "stranger.key"))
          .doesNotContain("hello");
    }
    try (GuardedServer server = serve(SERVER + "  client_auth_type: RequireAnyClientCert\n")) {
      assertThat(get(server)).doesNotContain("hello");
      assertThat(get(server, "--cert", "stranger.crt", "--key", "stranger.key")).isEqualTo("hello");
    }
  }

  @Test
  void aNewCertificateIsTakenWhileItRunsAndABadOneIsNot() throws IOException {
    try (GuardedServer server = serve(SERVER)) {
      assertThat(serialOf(server)).isEqualTo(serial("server"));

      Files.writeString(folder.resolve("server.crt"), "half a certifi");
      certificates.signed("renewed", "ca", "rsa:2048", "IP:127.0.0.1");
      assertThat(get(server)).isEqualTo("hello");
      move("renewed.crt", "server.crt");
      assertThat(get(server)).isEqualTo("hello");
      move("renewed.key", "server.key");

      Await.until("the new certificate", () -> serialOf(server).equals(serial("server")));
      assertThat(get(server)).isEqualTo("hello");
    }
  }

  private void move(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private String serial(String name) {
    return certificates.openssl("x509", "-in", name + ".crt", "-noout", "-serial").run();
  }

  private String serialOf(GuardedServer server) {
    certificates.write(
        "seen.crt",
        certificates.openssl("s_client", "-connect", "127.0.0.1:" + server.port()).tryOut());
    return serial("seen");
  }
}
