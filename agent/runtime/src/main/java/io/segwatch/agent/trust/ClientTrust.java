package io.segwatch.agent.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom of the clients that show a certificate to trust: those whose certificate is of one of our
 * authorities, and has one of our names.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private static final int MAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  private final Optional<X509ExtendedTrustManager> authorities;
  private final List<String> names;

  private ClientTrust(Optional<X509ExtendedTrustManager> authorities, List<String> names) {
    this.authorities = authorities;
    this.names = List.copyOf(names);
  }

  /** Trusts whatever certificate, as long as it has one of these names if there are any. */
  static ClientTrust inAnybody(List<String> names) {
    return new ClientTrust(Optional.empty(), names);
  }

  /**
   * Trusts certificates of these authorities, as long as they have one of these names if there are
   * any.
   *
   * @param pem certificates
   * @throws GeneralSecurityException if those cannot be read, or there is none
   */
  static ClientTrust in(byte[] pem, List<String> names) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("no store for certificates", e);
    }
    for (Certificate each : certificates(pem)) {
      store.setCertificateEntry("authority-" + store.size(), each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager manager) {
        return new ClientTrust(Optional.of(manager), names);
      }
    }
    throw new GeneralSecurityException("certificates cannot be checked by this Java");
  }

  /** The certificates of a PEM text, one at least; whatever else is in there is passed over. */
  static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    while (blocks.find()) {
      byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
      try {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
      } catch (CertificateException e) {
        throw new CertificateException("has a certificate in it that cannot be read", e);
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("has no certificate in it (-----BEGIN CERTIFICATE-----)");
    }
    return certificates;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, type, engine);
    }
    checkName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, type, socket);
    }
    checkName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, type);
    }
    checkName(chain[0]);
  }

  private void checkName(X509Certificate certificate) throws CertificateException {
    if (!names.isEmpty() && namesOf(certificate).stream().noneMatch(names::contains)) {
      throw new CertificateException("the certificate has none of the names that are allowed");
    }
  }

  private static List<String> namesOf(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    for (List<?> entry : Optional.ofNullable(entries).orElse(List.of())) {
      if (entry.get(0) instanceof Integer kind && entry.get(1) instanceof String name) {
        switch (kind) {
          case MAIL, DNS, URI -> names.add(name);
          case IP -> names.add(canonical(name));
          default -> {} // no text
        }
      }
    }
    return names;
  }

  /** An address as people write it: Java writes out each part of IPv6, Go leaves zeros out. */
  private static String canonical(String address) throws CertificateException {
    try {
      return InetAddress.getByName(address).getHostAddress(); // asks nobody, as it is no name
    } catch (UnknownHostException e) {
      throw new CertificateException("no address: " + address, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only clients are looked at here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("only clients are looked at here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only clients are looked at here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities
        .map(X509ExtendedTrustManager::getAcceptedIssuers)
        .orElse(new X509Certificate[0]);
  }
}
