package io.segwatch.agent.trust;

import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;

/** The key of the server, with the certificates that say whose it is. */
final class ServerKey {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?<kind>(RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(?<body>[^-]+)-----END ");

  /** A password for a store that nobody sees. */
  private static final char[] NONE = {};

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 1, 0};
  private static final byte[] SAMPLE = {1, 2, 3};

  private ServerKey() {}

  /**
   * Takes a key.
   *
   * @param certificates in PEM, that of the key first
   * @param key in PEM, without a password: PKCS #8, or an RSA or EC key alone
   * @throws GeneralSecurityException if they cannot be read, or do not belong together; says so in
   *     words for people
   */
  static KeyCertOptions of(byte[] certificates, byte[] key) throws GeneralSecurityException {
    List<X509Certificate> chain = ClientTrust.certificates(certificates);
    PublicKey known = chain.getFirst().getPublicKey();
    PrivateKey secret = read(new String(key, StandardCharsets.ISO_8859_1), known);
    if (!belongTogether(secret, known)) {
      throw new InvalidKeyException("is not the key of the certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("no store for keys", e);
    }
    store.setKeyEntry("server", secret, NONE, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NONE);
    return new TlsMaterial.Keys(factory);
  }

  private static PrivateKey read(String pem, PublicKey known) throws GeneralSecurityException {
    Matcher found = PEM.matcher(pem);
    if (!found.find()) {
      throw new InvalidKeyException("has no key in it (-----BEGIN PRIVATE KEY-----)");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(found.group("body"));
      byte[] pkcs8 =
          switch (found.group("kind")) {
            case "PRIVATE KEY" -> der;
            case "ENCRYPTED PRIVATE KEY" ->
                throw new InvalidKeyException(
                    "is to be a key without a password; `openssl pkey` takes it off");
            default -> pkcs8(der, known);
          };
      return KeyFactory.getInstance(known.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new InvalidKeyException(
          "is no %s key, as the certificate is".formatted(known.getAlgorithm()), e);
    }
  }

  /** Says of what kind a key is that stands alone: of the same as its public half. */
  private static byte[] pkcs8(byte[] key, PublicKey known) {
    ByteBuffer half = ByteBuffer.wrap(known.getEncoded());
    enter(half);
    int from = half.position();
    int length = enter(half);
    byte[] kind = new byte[half.position() - from + length];
    half.get(from, kind);
    return tagged(SEQUENCE, VERSION_0, kind, tagged(OCTETS, key));
  }

  /** Goes past the head of a DER value; answers the length of the rest. */
  private static int enter(ByteBuffer der) {
    der.get();
    int length = der.get() & 0xff;
    if (length > 0x7f) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (der.get() & 0xff);
      }
    }
    return length;
  }

  private static byte[] tagged(byte tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer der = ByteBuffer.allocate(length + 5);
    der.put(tag).put((byte) 0x83).put((byte) (length >>> 16)).putShort((short) length);
    for (byte[] part : parts) {
      der.put(part);
    }
    return der.array();
  }

  private static boolean belongTogether(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (known.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> known.getAlgorithm();
            });
    signature.initSign(secret);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    signature.update(SAMPLE);
    return signature.verify(signed);
  }
}
