package io.segwatch.agent.trust;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who somebody says to be (RFC 7617).
 *
 * @param password in UTF-8
 */
record Credentials(String user, Buffer password) {
  private static final String SCHEME = "Basic ";

  /**
   * Reads them out of a request.
   *
   * @param headers all that there are of {@code Authorization}; more than one is as bad as none
   */
  static Optional<Credentials> of(List<String> headers) {
    if (headers.size() != 1
        || !headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] pair =
          Base64.getDecoder().decode(headers.getFirst().substring(SCHEME.length()).strip());
      for (int colon = 0; colon < pair.length; colon++) {
        if (pair[colon] == ':') {
          Buffer password = Buffer.buffer(Arrays.copyOfRange(pair, colon + 1, pair.length));
          return Optional.of(
              new Credentials(new String(pair, 0, colon, StandardCharsets.UTF_8), password));
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // as bad as none
    }
    return Optional.empty();
  }

  /** Not the password. */
  @Override
  public String toString() {
    return user;
  }
}
