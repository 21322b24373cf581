package io.segwatch.nodes.postgresql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What PostgreSQL's own library would connect with, in the words of the driver for Java. What is
 * not in the connection string comes from the environment, as there.
 */
final class Parameters {
  /** How long a connection may take, unless {@code connect_timeout} says so, and at the most. */
  private static final int PATIENCE_SECONDS = 10;

  private static final Map<String, String> VARIABLES =
      Map.of(
          "host", "PGHOST",
          "port", "PGPORT",
          "dbname", "PGDATABASE",
          "user", "PGUSER",
          "password", "PGPASSWORD",
          "sslmode", "PGSSLMODE",
          "sslrootcert", "PGSSLROOTCERT",
          "sslcert", "PGSSLCERT",
          "sslkey", "PGSSLKEY",
          "application_name", "PGAPPNAME");

  /** Names of the driver's, where it has the same thing. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("user", "user"),
          Map.entry("password", "password"),
          Map.entry("sslmode", "sslmode"),
          Map.entry("sslcert", "sslcert"),
          Map.entry("sslkey", "sslkey"),
          Map.entry("sslpassword", "sslpassword"),
          Map.entry("sslrootcert", "sslrootcert"),
          Map.entry("sslnegotiation", "sslNegotiation"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("application_name", "ApplicationName"),
          Map.entry("options", "options"));

  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "read-only", "any",
          "read-write", "primary",
          "primary", "primary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  /** What makes no difference to a short question. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "client_encoding",
          "fallback_application_name",
          "gssencmode",
          "keepalives",
          "keepalives_count",
          "keepalives_idle",
          "keepalives_interval",
          "krbsrvname",
          "load_balance_hosts",
          "sslcompression",
          "sslsni",
          "tcp_user_timeout");

  /** What is read below, each in its own way. */
  private static final Set<String> READ =
      Set.of("host", "hostaddr", "port", "dbname", "connect_timeout", "target_session_attrs");

  private final Map<String, String> given;
  private final Map<String, String> environment;

  /**
   * Parameters.
   *
   * @throws IllegalArgumentException if there is one that would be overlooked
   */
  Parameters(Map<String, String> given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
    for (String key : given.keySet()) {
      if (!READ.contains(key) && !NAMES.containsKey(key) && !PASSED_OVER.contains(key)) {
        throw new IllegalArgumentException("has a parameter that is not known here: " + key);
      }
    }
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(given.get(key))
        .or(() -> Optional.ofNullable(VARIABLES.get(key)).map(environment::get))
        .filter(text -> !text.isEmpty());
  }

  /** The password, if one is said: it is not to be in any message. */
  Optional<String> password() {
    return value("password");
  }

  private String user() {
    return value("user").orElseGet(() -> System.getProperty("user.name"));
  }

  /** Where the driver connects to. */
  String address() {
    String[] hosts = value("hostaddr").or(() -> value("host")).orElse("localhost").split(",", -1);
    String[] ports = value("port").orElse("5432").split(",", -1);
    if (ports.length != 1 && ports.length != hosts.length) {
      throw new IllegalArgumentException("is to have one port, or one for each host");
    }
    List<String> places = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      places.add(host(hosts[i]) + ":" + port(ports[ports.length == 1 ? 0 : i]));
    }
    return "jdbc:postgresql://" + String.join(",", places) + "/";
  }

  private static String host(String name) {
    if (name.startsWith("/") || name.startsWith("@")) {
      throw new IllegalArgumentException(
          "names the folder of a Unix socket as host; take localhost, and TCP");
    }
    if (name.chars().anyMatch(c -> c <= ' ' || "/?#@&%".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("is to have the name or the address of a host");
    }
    return name.isEmpty() ? "localhost" : name.contains(":") ? "[" + name + "]" : name;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text.isEmpty() ? "5432" : text.strip());
      if (port > 0 && port < 65_536) {
        return port;
      }
    } catch (NumberFormatException notOne) {
      // reported below, like a number out of range
    }
    throw new IllegalArgumentException("is to have a port from 1 to 65535");
  }

  /** All else that the driver is told. */
  Properties properties() {
    Map<String, String> all = new LinkedHashMap<>();
    NAMES.forEach((key, name) -> value(key).ifPresent(value -> all.put(name, value)));
    all.put("user", user());
    all.put("PGDBNAME", value("dbname").orElseGet(this::user));
    all.putIfAbsent("ApplicationName", "segwatch");
    value("target_session_attrs")
        .ifPresent(wanted -> all.put("targetServerType", serverType(wanted)));
    int patience = patience();
    all.put("connectTimeout", Integer.toString(patience));
    all.put("loginTimeout", Integer.toString(patience)); // all of it, with a name server that hangs
    all.put("socketTimeout", Integer.toString(patience));
    all.put("cancelSignalTimeout", "2");
    all.put("gssEncMode", "disable"); // there is no Kerberos in our Java
    all.put("readOnly", "true");
    all.put("preferQueryMode", "simple"); // one question, once
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private static String serverType(String wanted) {
    return Optional.ofNullable(SERVER_TYPES.get(wanted))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "is to have any, read-write, primary, standby or prefer-standby as"
                    + " target_session_attrs"));
  }

  /** As long as they say, but not for ever, as nothing would. */
  private int patience() {
    try {
      int wanted =
          value("connect_timeout")
              .map(String::strip)
              .map(Integer::parseInt)
              .orElse(PATIENCE_SECONDS);
      return wanted <= 0 ? PATIENCE_SECONDS : Math.min(wanted, PATIENCE_SECONDS);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is to have a number of seconds as connect_timeout", e);
    }
  }
}
