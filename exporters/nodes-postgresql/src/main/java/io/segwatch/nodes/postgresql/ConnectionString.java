package io.segwatch.nodes.postgresql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection string of PostgreSQL's own library, in both of its forms (PostgreSQL 34.1.1).
 * Problems name a parameter, never a value: that may be a password.
 */
final class ConnectionString {
  private static final Pattern URI_SCHEME =
      Pattern.compile("(?:postgresql|postgres)://(.*)", Pattern.DOTALL);

  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(?<key>\\w+)\\s*=\\s*"
              + "(?:'(?<quoted>[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'"
              + "|(?!')(?<plain>[^\\s\\\\]*+(?:\\\\.[^\\s\\\\]*+)*+))(?=\\s|$)",
          Pattern.DOTALL);

  /** Authority, path and query of a URI; the password may hold anything but {@code /} and @. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(?<user>[^:/?@]*)(?::(?<password>[^/?@]*))?@)?(?<hosts>[^/?@]*)"
              + "(?:/(?<dbname>[^?]*))?(?:\\?(?<query>.*))?",
          Pattern.DOTALL);

  private static final Pattern HOST =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.%]+)]|(?<name>[^:]*))(?::(?<port>\\d*))?");

  private ConnectionString() {}

  /** Whether a text looks like a connection string at all. */
  static boolean isOne(String text) {
    return URI_SCHEME.matcher(text).matches() || (!text.contains("://") && text.indexOf('=') > 0);
  }

  /**
   * The parameters that it gives, by name.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static Map<String, String> parse(String text) {
    Matcher uri = URI_SCHEME.matcher(text);
    return uri.matches() ? ofUri(uri.group(1)) : ofPairs(text);
  }

  private static Map<String, String> ofPairs(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text.stripTrailing());
    int at = 0;
    while (at < pair.regionEnd()) {
      if (!pair.find() || pair.start() != at) {
        throw new IllegalArgumentException(
            "is to be of pairs key=value with blanks between them, a value with blanks in single"
                + " quotes; pair "
                + (parameters.size() + 1)
                + " is none");
      }
      String quoted = pair.group("quoted");
      String plain = pair.group("plain") == null ? "" : pair.group("plain");
      parameters.put(
          pair.group("key"), (quoted == null ? plain : quoted).replaceAll("(?s)\\\\(.)", "$1"));
      at = pair.end();
    }
    return parameters;
  }

  private static Map<String, String> ofUri(String rest) {
    Matcher parts = PARTS.matcher(rest);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "is to be postgresql://USER:PASSWORD@HOST:PORT/DBNAME?KEY=VALUE, with %-codes for / and @"
              + " in a password");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "user", parts.group("user"));
    put(parameters, "password", parts.group("password"));
    put(parameters, "dbname", parts.group("dbname"));
    hosts(parameters, parts.group("hosts"));
    String query = parts.group("query");
    for (String each : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("is to have KEY=VALUE, with & between, after the ?");
      }
      parameters.put(decoded(each.substring(0, equals)), decoded(each.substring(equals + 1)));
    }
    return parameters;
  }

  private static void hosts(Map<String, String> parameters, String hosts) {
    List<String> names = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String each : hosts.split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches()) {
        throw new IllegalArgumentException("is to have HOST, HOST:PORT or [IPV6]:PORT as a host");
      }
      String name = host.group("v6") == null ? host.group("name") : host.group("v6");
      names.add(name);
      ports.add(host.group("port") == null ? "" : host.group("port"));
    }
    put(parameters, "host", String.join(",", names));
    if (!ports.stream().allMatch(String::isEmpty)) {
      parameters.put("port", String.join(",", ports));
    }
  }

  private static void put(Map<String, String> parameters, String key, @Nullable String encoded) {
    if (encoded != null && !encoded.isEmpty()) {
      parameters.put(key, decoded(encoded));
    }
  }

  /** Only %-codes: a plus is a plus. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a % that is not followed by two digits", e);
    }
  }
}
