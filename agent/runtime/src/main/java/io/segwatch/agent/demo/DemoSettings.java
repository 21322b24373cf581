package io.segwatch.agent.demo;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configuration of the agent in a demo: a file like anybody's, which can be changed while the
 * demo runs, and flags for what the demo itself depends on. Flags and variables of the user's beat
 * the file, as ever.
 */
final class DemoSettings {
  private static final int USUAL_PORT = 8006;
  private static final String ANY_ADDRESS = "0.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";

  private DemoSettings() {}

  /**
   * Writes the file. Which port is to be had is not known yet, so flags say it.
   *
   * @param receiver where webhooks go
   */
  static void write(DemoFolder folder, URI receiver, SigningSecret secret) throws IOException {
    String yaml =
        """
        # What this demo runs with. A change is taken within seconds, without a restart.
        host: 127.0.0.1
        metrics-port: 0
        node: demo
        settle: 8s
        stall-after: 30s
        check-interval: 2s
        log-level: warning
        exporters:
          webhook:
            endpoints:
              - name: demo
                url: %s
                secret: %s
                group-wait: 1s
                group-interval: 2s
        """
            .formatted(receiver, secret.text());
    Files.writeString(folder.configuration(), yaml);
  }

  /**
   * The flags of a demo.
   *
   * @param given the user's own
   * @throws io.segwatch.agent.config.ConfigException with everything that is wrong with them
   */
  static Map<String, Object> flags(
      Map<String, Object> given, ConfigLoader loader, DemoFolder folder) {
    Map<String, Object> flags = new LinkedHashMap<>();
    flags.put("state-dir", folder.state().toString());
    flags.putAll(given);
    flags.put("config", folder.configuration().toString());
    flags.put("base-dir", folder.recording().toString());
    flags.put("channels", distinct(DemoStream.ALL.stream().map(stream -> stream.id().channel())));
    flags.put("qualities", distinct(DemoStream.ALL.stream().map(stream -> stream.id().quality())));
    AgentConfig config = loader.load(flags);
    if (config.port() == 0) {
      flags.put("metrics-port", Integer.toString(freePort(config.host(), USUAL_PORT)));
      config = loader.load(flags);
    }
    if (config.publicUrl().isEmpty()) {
      flags.put("public-url", address(config));
    }
    return flags;
  }

  private static List<String> distinct(Stream<String> names) {
    return names.distinct().toList();
  }

  /** A port that can be had now: a certain one, or any other if that is taken. */
  static int freePort(String host, int wanted) {
    for (int port : new int[] {wanted, 0}) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        return probe.getLocalPort();
      } catch (IOException taken) {
        // the next one may be free
      }
    }
    return wanted; // the agent will say why it cannot have it
  }

  private static String address(AgentConfig config) {
    String host = config.host().equals(ANY_ADDRESS) ? LOOPBACK : config.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + config.port();
  }
}
