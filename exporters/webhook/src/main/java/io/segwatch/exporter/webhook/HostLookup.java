package io.segwatch.exporter.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host; may block. */
@FunctionalInterface
interface HostLookup {
  /**
   * All addresses of a host, the preferred one first.
   *
   * @param host a name, or an address as text
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /** As the machine is set up to do it. */
  static HostLookup system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
