package io.segwatch.exporter.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an endpoint's messages go, as taken from its URL. The rest of a URL may be as good as a
 * secret, so only the {@link #origin} is ever shown.
 *
 * @param host without the brackets of an IPv6 address
 * @param requestUri path and query
 */
record Target(boolean tls, String host, int port, String requestUri) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is none that a message can be sent to; says why
   */
  static Target parse(String url) {
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    require(tls || scheme.equals("http"), "is to begin with https:// or http://");
    require(uri.getRawUserInfo() == null, "is to hold no user or password: put them in headers");
    String host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException("is to name a host, of letters, digits, '-' and '.'");
    }
    require(uri.getPort() != 0 && uri.getPort() <= 65_535, "is to have a port from 1 to 65535");
    require(uri.getRawFragment() == null, "is to have no '#': what follows it is never sent");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String requestUri = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    return new Target(tls, host.replaceAll("[\\[\\]]", ""), port, requestUri);
  }

  private static URI uri(String url) {
    try {
      return new URI(new URI(url.strip()).toASCIIString());
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException("is no URL: " + wrong.getReason());
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether the host is this machine by its name alone; what it resolves to is seen later. */
  boolean isLoopbackByName() {
    return LOOPBACK.matcher(host).matches();
  }

  /** Host and port as they are written in a URL. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** As much of the URL as may be shown. */
  String origin() {
    return (tls ? "https://" : "http://") + authority();
  }

  @Override
  public String toString() {
    return origin() + "/…";
  }
}
