package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.webhook.message.Samples;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is to be trusted, and to be that of the host named in the URL. */
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private static PfxOptions certificate;

  @AutoClose private RunningExporter exporter;
  private Receiver receiver;

  /** A certificate of its own making, for hooks.example.org and the address. */
  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:hooks.example.org",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    certificate = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
  }

  @BeforeEach
  void listen() {
    exporter = new RunningExporter();
    exporter.lookingUp(_ -> List.of(InetAddress.getLoopbackAddress()));
    receiver =
        new Receiver(
            exporter.vertx,
            new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    exporter.start(endpoint("pager", url("hooks.example.org")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.TLS_FAILED, 1);
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() {
    trustingTheCertificate().start(endpoint("pager", url("other.example.org")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.TLS_FAILED, 1);
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void theAddressIsNotTheNameEither() {
    trustingTheCertificate().start(endpoint("pager", url("127.0.0.1")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.TLS_FAILED, 1);
  }

  @Test
  void aTrustedCertificateOfTheHostIsTakenAndTheServerIsToldTheName() {
    trustingTheCertificate().start(endpoint("pager", url("hooks.example.org")));

    exporter.log.write(Samples.opened("h_1"));

    Receiver.Post post = receiver.awaitPosts(1).getFirst();
    assertThat(post.headers()).containsEntry("host", "hooks.example.org:" + receiver.port());
    assertThat(post.request().connection().indicatedServerName()).isEqualTo("hooks.example.org");
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
  }

  private RunningExporter trustingTheCertificate() {
    return exporter.connecting(Courier.options().setTrustOptions(certificate));
  }

  private String url(String host) {
    return "https://" + host + ":" + receiver.port() + "/";
  }
}
