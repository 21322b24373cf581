package io.segwatch.agent.trust;

import io.segwatch.agent.config.FileState;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.Spelling;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;

/** Reads {@code tls_server_config}, and the files that it names. */
final class TlsReader {
  private static final String CERTIFICATE = "cert";
  private static final String KEY = "key";
  private static final String CLIENT_CA = "client_ca";
  private static final String AUTH = "client_auth_type";
  private static final String SANS = "client_allowed_sans";
  private static final String CIPHERS = "cipher_suites";
  private static final String CURVES = "curve_preferences";
  private static final String FILE = "_file";

  private static final String TLS_1_2 = "TLS12";
  private static final String TLS_1_3 = "TLS13";
  private static final Map<String, String> PROTOCOLS =
      Map.of(TLS_1_2, "TLSv1.2", TLS_1_3, "TLSv1.3");

  /** What Java calls what Go has other names for. */
  private static final Map<String, String> CURVE_NAMES =
      Map.of(
          "CurveP256", "secp256r1",
          "CurveP384", "secp384r1",
          "CurveP521", "secp521r1",
          "X25519", "x25519");

  private static final Map<String, Asked> AUTH_TYPES =
      Map.of(
          "NoClientCert", new Asked(ClientAuth.NONE, false),
          "RequestClientCert", new Asked(ClientAuth.REQUEST, false),
          "RequireAnyClientCert", new Asked(ClientAuth.REQUIRED, false),
          "RequireClientCert", new Asked(ClientAuth.REQUIRED, false),
          "VerifyClientCertIfGiven", new Asked(ClientAuth.REQUEST, true),
          "RequireAndVerifyClientCert", new Asked(ClientAuth.REQUIRED, true));

  /**
   * What is asked of a client.
   *
   * @param verified whether its certificate is to be of an authority that is known
   */
  private record Asked(ClientAuth auth, boolean verified) {}

  private final Settings settings;
  private final Path beside;
  private final Map<Path, Optional<FileState>> files;

  /**
   * A reader of a section.
   *
   * @param beside a file in the folder where relative names begin
   * @param files to which the files are added that are read
   */
  TlsReader(Settings settings, Path beside, Map<Path, Optional<FileState>> files) {
    this.settings = settings;
    this.beside = beside;
    this.files = files;
  }

  /** Nothing where TLS is not asked for; only to be used if there are no problems. */
  Optional<ServerSSLOptions> read() {
    ServerSSLOptions options = new ServerSSLOptions();
    Optional<byte[]> certificate = bytes(CERTIFICATE);
    Optional<byte[]> key = bytes(KEY);
    protocols(options);
    ciphers(options);
    curves(options);
    clients(options);
    settings.flag("prefer_server_cipher_suites", true); // says nothing any more, as in Go
    if (!isAskedFor()) {
      return Optional.empty();
    }
    require(CERTIFICATE);
    require(KEY);
    if (certificate.isPresent() && key.isPresent()) {
      try {
        options.setKeyCertOptions(ServerKey.of(certificate.get(), key.get()));
      } catch (GeneralSecurityException e) {
        settings.problem(settings.has(KEY) ? KEY : KEY + FILE, String.valueOf(e.getMessage()));
      }
    }
    return Optional.of(options);
  }

  private boolean isAskedFor() {
    return List.of(CERTIFICATE, KEY, CLIENT_CA).stream()
            .anyMatch(key -> settings.has(key) || settings.has(key + FILE))
        || settings.has(AUTH);
  }

  private void require(String key) {
    if (!settings.has(key) && !settings.has(key + FILE)) {
      settings.problem(
          key + FILE, "is missing; TLS needs " + CERTIFICATE + FILE + " and " + KEY + FILE);
    }
  }

  /** What stands under a key, or in the file that another key names. */
  private Optional<byte[]> bytes(String key) {
    Optional<String> text = settings.text(key);
    Optional<String> name = settings.text(key + FILE);
    if (text.isPresent() && name.isPresent()) {
      settings.problem(key + FILE, "is not to be there along with " + key);
    }
    return text.map(inline -> inline.getBytes(StandardCharsets.US_ASCII))
        .or(() -> name.flatMap(file -> content(key + FILE, file)));
  }

  private Optional<byte[]> content(String key, String name) {
    try {
      Path file = beside.resolveSibling(name);
      files.put(file, FileState.of(file));
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      settings.problem(key, "there is no file " + e.getMessage());
    } catch (AccessDeniedException e) {
      settings.problem(key, e.getMessage() + " may not be read by this user");
    } catch (InvalidPathException | IOException e) {
      settings.problem(key, "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void protocols(ServerSSLOptions options) {
    String least = protocol("min_version", TLS_1_2);
    String most = protocol("max_version", TLS_1_3);
    if (least.equals(TLS_1_3) && most.equals(TLS_1_2)) {
      settings.problem("min_version", "is to be no more than max_version");
    }
    Set<String> offered = new LinkedHashSet<>();
    for (String each : List.of(TLS_1_2, TLS_1_3)) {
      if (each.compareTo(least) >= 0 && each.compareTo(most) <= 0) {
        offered.add(PROTOCOLS.get(each));
      }
    }
    options.setEnabledSecureTransportProtocols(offered);
  }

  private String protocol(String key, String fallback) {
    String version = settings.text(key, fallback);
    if (PROTOCOLS.containsKey(version)) {
      return version;
    }
    settings.problem(key, "is to be TLS12 or TLS13; nothing older is offered");
    return fallback;
  }

  /** The suites of TLS 1.3 are not to be chosen from. */
  private void ciphers(ServerSSLOptions options) {
    List<String> wanted = settings.texts(CIPHERS);
    if (wanted.isEmpty()) {
      return;
    }
    Set<String> offered = suitesOfJava();
    offered.stream()
        .filter(suite -> !suite.contains("_WITH_"))
        .forEach(options::addEnabledCipherSuite);
    for (String name : wanted) {
      String suite = name.endsWith("_CHACHA20_POLY1305") ? name + "_SHA256" : name; // Go's old name
      if (offered.contains(suite)) {
        options.addEnabledCipherSuite(suite);
      } else {
        String nearest = Spelling.nearest(name, offered).orElseThrow();
        settings.problem(CIPHERS, "'" + name + "' is none that is safe; nearest is " + nearest);
      }
    }
  }

  private static Set<String> suitesOfJava() {
    try {
      return new LinkedHashSet<>(
          List.of(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private void curves(ServerSSLOptions options) {
    for (String name : settings.texts(CURVES)) {
      Optional<String> curve = Optional.ofNullable(CURVE_NAMES.get(name));
      if (curve.isPresent()) {
        options.addKeyExchangeGroup(curve.get());
      } else {
        settings.problem(
            CURVES, "'" + name + "' is to be one of CurveP256, CurveP384, CurveP521, X25519");
      }
    }
  }

  private void clients(ServerSSLOptions options) {
    Optional<byte[]> authorities = bytes(CLIENT_CA);
    List<String> names = settings.texts(SANS);
    String type = settings.text(AUTH, "NoClientCert");
    Asked asked = AUTH_TYPES.get(type);
    if (asked == null) {
      String nearest = Spelling.nearest(type, new TreeSet<>(AUTH_TYPES.keySet())).orElseThrow();
      settings.problem(AUTH, "'" + type + "' is unknown; did you mean " + nearest + "?");
      return;
    }
    boolean authoritiesNamed = settings.has(CLIENT_CA) || settings.has(CLIENT_CA + FILE);
    if (asked.auth() == ClientAuth.NONE && (authoritiesNamed || !names.isEmpty())) {
      settings.problem(
          AUTH, "is to be RequireAndVerifyClientCert where certificates of clients are checked");
    }
    if (asked.verified() && !authoritiesNamed) {
      settings.problem(CLIENT_CA + FILE, "is missing; it tells which certificates are verified");
    }
    options.setClientAuth(asked.auth());
    try {
      ClientTrust trust =
          asked.verified() && authorities.isPresent()
              ? ClientTrust.in(authorities.get(), names)
              : ClientTrust.inAnybody(names);
      options.setTrustOptions(new TlsMaterial.Trust(trust));
    } catch (GeneralSecurityException e) {
      settings.problem(
          settings.has(CLIENT_CA) ? CLIENT_CA : CLIENT_CA + FILE, String.valueOf(e.getMessage()));
    }
  }
}
