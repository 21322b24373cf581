package io.segwatch.agent.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of the Prometheus exporter toolkit, docs/web-configuration.md. */
class WebConfigTest {
  private static final Path EXAMPLE = Path.of("../../conf/web-config.yaml");
  private static final String HASH = "$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG";

  @TempDir Path folder;
  private Certificates certificates;

  @BeforeEach
  void makeCertificates() {
    certificates = Certificates.ofServer(folder);
  }

  private WebConfig read(String yaml) {
    return WebConfig.read(certificates.write("web.yaml", yaml));
  }

  /** Without the folder. */
  private List<String> problems(String yaml) {
    List<String> problems = new ArrayList<>();
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(ConfigException.class, e -> problems.addAll(e.problems()));
    return problems.stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  @Test
  void theToolkitsOwnExampleIsTaken() {
    WebConfig config =
        read(
            """
            tls_server_config:
              cert_file: server.crt
              key_file: server.key
            basic_auth_users:
              alice: $2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze
              bob: $2y$10$hLqFl9jSjoAAy95Z/zw8Ye8wkdMBM8c5Bn1ptYqP/AXyV0.oy0S8m
            rate_limit:
              interval: "1s"
              burst: 20
            """);

    assertThat(config.tls())
        .hasValueSatisfying(tls -> {
          assertThat(tls.http2()).isTrue();
          assertThat(tls.options().getEnabledSecureTransportProtocols())
              .containsExactly("TLSv1.2", "TLSv1.3");
        });
    assertThat(config.users()).containsOnlyKeys("alice", "bob");
    assertThat(config.rateLimit()).contains(new WebConfig.RateLimit(1_000_000_000L, 20));
    assertThat(config.files().keySet())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("web.yaml", "server.crt", "server.key");
  }

  @Test
  void ourExampleIsTakenAsItStandsAndWithEveryKey() throws IOException {
    certificates.authority("clients");
    String text = Files.readString(EXAMPLE);

    WebConfig asItStands = read(text);
    WebConfig all = read(text.replaceAll("(?m)^( *)#(?=[^ \n])", "$1"));

    assertThat(asItStands.users().get("prometheus").matches("segwatch".getBytes(UTF_8))).isTrue();
    assertThat(asItStands.rateLimit()).isEmpty();
    assertThat(all.headers()).containsOnlyKeys("Strict-Transport-Security");
    assertThat(all.rateLimit()).isPresent();
    assertThat(all.files()).hasSize(4);
  }

  @Test
  void nothingInItLeavesTheDoorOpen() {
    WebConfig config = read("");

    assertThat(config.tls()).isEmpty();
    assertThat(config.users()).isEmpty();
    assertThat(config.headers()).isEmpty();
    assertThat(config.rateLimit()).isEmpty();
  }

  @Test
  void keysAndCertificatesCanStandInTheFile() throws IOException {
    String certificate = Files.readString(folder.resolve("server.crt")).indent(4);
    String key = Files.readString(folder.resolve("server.key")).indent(4);

    WebConfig config = read("tls_server_config:\n  cert: |\n" + certificate + "  key: |\n" + key);

    assertThat(config.tls()).isPresent();
  }

  @Test
  void keysOfEveryKindAreTaken() {
    certificates
        .signed("rsa", "ca", "rsa:2048", "DNS:localhost")
        .signed("edwards", "ca", "ed25519", "DNS:localhost");
    certificates.openssl("rsa", "-in", "rsa.key", "-traditional", "-out", "rsa1.key").run();
    certificates.openssl("ec", "-in", "server.key", "-out", "server1.key").run();

    assertThat(certificates.folder().resolve("rsa1.key")).content().contains("BEGIN RSA PRIVATE");
    assertThat(certificates.folder().resolve("server1.key")).content().contains("BEGIN EC PRIVATE");
    Map.of("rsa", "rsa", "rsa1", "rsa", "server1", "server", "edwards", "edwards")
        .forEach((key, name) ->
            assertThat(read(tls(name + ".crt", key + ".key")).tls()).as(key).isPresent());
  }

  private static String tls(String certificate, String key, String... more) {
    return "tls_server_config:\n  cert_file: %s\n  key_file: %s\n  %s\n"
        .formatted(certificate, key, String.join("\n  ", more));
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithItsPlaceAndWithoutSecrets() {
    assertThat(
            problems(
                """
                tls_server_config:
                  cert_fil: server.crt
                  key_file: nowhere.key
                  client_auth_type: RequireAndVerify
                  min_version: TLS10
                  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]
                  curve_preferences: [P256]
                http_server_config:
                  http2: yes
                  headers:
                    Server: mine
                    X-Frame-Options: allow
                basic_auth_users:
                  ann: secret
                  bob:
                rate_limits: 3
                """))
        .containsExactlyInAnyOrder(
            "web.yaml:2: tls_server_config.cert_fil: unknown key; did you mean cert_file?",
            "web.yaml: tls_server_config.cert_file: is missing; TLS needs cert_file and key_file",
            "web.yaml:3: tls_server_config.key_file: there is no file nowhere.key",
            "web.yaml:4: tls_server_config.client_auth_type: 'RequireAndVerify' is unknown; did you"
                + " mean RequireAndVerifyClientCert?",
            "web.yaml:5: tls_server_config.min_version: is to be TLS12 or TLS13; nothing older is"
                + " offered",
            "web.yaml:6: tls_server_config.cipher_suites: 'TLS_RSA_WITH_RC4_128_SHA' is none that"
                + " is safe; nearest is TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            "web.yaml:7: tls_server_config.curve_preferences: 'P256' is to be one of CurveP256,"
                + " CurveP384, CurveP521, X25519",
            "web.yaml:9: http_server_config.http2: 'yes' is to be true or false",
            "web.yaml:11: http_server_config.headers.Server: cannot be set; those that can are"
                + " Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options,"
                + " X-Frame-Options, X-XSS-Protection",
            "web.yaml:12: http_server_config.headers.X-Frame-Options: is to be deny or sameorigin",
            "web.yaml:14: basic_auth_users.ann: is to be a bcrypt hash ($2y$10$…), as `htpasswd"
                + " -nBC 10 NAME` prints it",
            "web.yaml:15: basic_auth_users.bob: is to be a bcrypt hash ($2y$10$…), as `htpasswd"
                + " -nBC 10 NAME` prints it",
            "web.yaml:16: rate_limits: unknown key; did you mean rate_limit?");
  }

  @Test
  void aKeyIsToBeThatOfTheCertificate() {
    certificates.authority("other");
    certificates
        .openssl("pkey", "-in", "server.key", "-aes256", "-passout", "pass:x")
        .and("-out", "locked.key")
        .run();
    certificates.write("empty.key", "nothing\n");

    assertThat(problems(tls("server.crt", "other.key")))
        .containsExactly(
            "web.yaml:3: tls_server_config.key_file: is not the key of the certificate");
    assertThat(problems(tls("server.crt", "locked.key")))
        .containsExactly(
            "web.yaml:3: tls_server_config.key_file: is to be a key without a password; `openssl"
                + " pkey` takes it off");
    assertThat(problems(tls("server.crt", "empty.key")))
        .containsExactly(
            "web.yaml:3: tls_server_config.key_file: has no key in it (-----BEGIN PRIVATE"
                + " KEY-----)");
  }

  @Test
  void clientsAreCheckedInFullOrNotAtAll() {
    assertThat(problems(tls("server.crt", "server.key", "client_ca_file: ca.crt")))
        .containsExactly(
            "web.yaml: tls_server_config.client_auth_type: is to be RequireAndVerifyClientCert"
                + " where certificates of clients are checked");
    assertThat(
            problems(
                tls("server.crt", "server.key", "client_auth_type: RequireAndVerifyClientCert")))
        .containsExactly(
            "web.yaml: tls_server_config.client_ca_file: is missing; it tells which certificates"
                + " are verified");
    assertThat(
            problems(
                tls(
                    "server.crt",
                    "server.key",
                    "client_auth_type: VerifyClientCertIfGiven",
                    "client_ca_file: ca.key")))
        .containsExactly(
            "web.yaml:5: tls_server_config.client_ca_file: has no certificate in it (-----BEGIN"
                + " CERTIFICATE-----)");
  }

  @Test
  void aFileThatIsNotThereIsToldAsSuch() {
    assertThatThrownBy(() -> WebConfig.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder.resolve("none.yaml") + ": there is no such file");
  }

  @Test
  void noHashIsShown() {
    assertThat(read("basic_auth_users:\n  ann: " + HASH + "\n").toString()).doesNotContain("X0h1g");
  }
}
