package io.segwatch.exporter.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a message may be sent to (alerts §7). The operator names the receivers, so
 * private networks are fine; addresses that no receiver can have, and those of cloud metadata
 * services, are not, whatever a name resolves to.
 */
final class AddressPolicy {
  private static final byte[] MAPPED = prefix("00000000000000000000ffff");
  private static final byte[] COMPATIBLE = prefix("000000000000000000000000");
  private static final byte[] NAT64 = prefix("0064ff9b0000000000000000");
  private static final byte[] SIX_TO_FOUR = prefix("2002");

  private AddressPolicy() {}

  /**
   * Those of a host's addresses that a message may be sent to, in their order.
   *
   * @throws ForbiddenAddressException if there is none
   */
  static List<InetAddress> permitted(List<InetAddress> addresses, boolean onlyLoopback)
      throws ForbiddenAddressException {
    List<InetAddress> permitted =
        addresses.stream().filter(a -> objection(a, onlyLoopback).isEmpty()).toList();
    if (permitted.isEmpty()) {
      throw new ForbiddenAddressException(
          addresses.stream()
              .findFirst()
              .flatMap(address -> objection(address, onlyLoopback))
              .orElse("the host has no address"));
    }
    return permitted;
  }

  /** What speaks against an address, if anything. */
  static Optional<String> objection(InetAddress address, boolean onlyLoopback) {
    InetAddress meant = embedded(address).orElse(address);
    if (meant.isAnyLocalAddress()) {
      return Optional.of("the host's address is unspecified");
    }
    if (meant.isLinkLocalAddress()) {
      return Optional.of("the host's address is link-local");
    }
    if (meant.isMulticastAddress()) {
      return Optional.of("the host's address is a multicast one");
    }
    if (onlyLoopback && !meant.isLoopbackAddress()) {
      return Optional.of("plain http is for this machine only");
    }
    return Optional.empty();
  }

  /** The IPv4 address within one of IPv6 that leads to it: mapped, compatible, NAT64, 6to4. */
  private static Optional<InetAddress> embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address || address.isLoopbackAddress()) {
      return Optional.empty();
    }
    if (startsWith(bytes, MAPPED) || startsWith(bytes, COMPATIBLE) || startsWith(bytes, NAT64)) {
      return Optional.of(ipv4(bytes, 12));
    }
    return startsWith(bytes, SIX_TO_FOUR) ? Optional.of(ipv4(bytes, 2)) : Optional.empty();
  }

  private static InetAddress ipv4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] prefix(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
