package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.message.Format;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One receiver of messages.
 *
 * @param name in metrics, logs and commands, and part of what message ids are made of
 * @param format how its messages are written
 * @param groupWait how long the first of what happened waits for more of it (alerts §6)
 * @param groupInterval how long after that until more is told
 * @param timeout for an attempt in all
 * @param connectTimeout for the connection, TLS included
 * @param allowHttp whether plain http may leave this machine
 * @param headers sent along; they may hold passwords, so nothing prints their values
 */
record EndpointSettings(
    String name,
    Target target,
    SigningSecrets secrets,
    EventFilter filter,
    Format format,
    Duration groupWait,
    Duration groupInterval,
    Duration timeout,
    Duration connectTimeout,
    boolean allowHttp,
    Map<String, String> headers) {

  /** Tells where and with what it is posted from another place, and nothing else about it. */
  String fingerprint(String salt) {
    String text =
        String.join(
            "\0",
            salt,
            target.origin(),
            target.requestUri(),
            secrets.fingerprint(salt),
            new TreeMap<>(headers).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return name + " (" + target + ")";
  }
}
