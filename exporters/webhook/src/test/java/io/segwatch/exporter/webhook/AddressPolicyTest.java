package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "::1",
        "fd00::1",
        "2606:2800:220:1::1",
        "64:ff9b::5db8:d822"
      })
  void publicPrivateAndLoopbackAddressesArePermitted(String address) throws Exception {
    assertThat(AddressPolicy.objection(InetAddress.getByName(address), false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "febf::1",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "::169.254.169.254"
      })
  void linkLocalAddressesAreNot(String address) throws Exception {
    assertThat(AddressPolicy.objection(InetAddress.getByName(address), false))
        .hasValueSatisfying(why -> assertThat(why).contains("link-local"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1", "64:ff9b::e000:1"})
  void multicastAddressesAreNot(String address) throws Exception {
    assertThat(AddressPolicy.objection(InetAddress.getByName(address), false))
        .hasValueSatisfying(why -> assertThat(why).contains("multicast"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "64:ff9b::", "2002::"})
  void unspecifiedAddressesAreNot(String address) throws Exception {
    assertThat(AddressPolicy.objection(InetAddress.getByName(address), false))
        .hasValueSatisfying(why -> assertThat(why).contains("unspecified"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "a9fea9fe", "e0000001"})
  void isNotDeceivedByAddressesMappedIntoIpv6(String ipv4) throws Exception {
    assertThat(AddressPolicy.objection(mapped(ipv4), false)).isPresent();
  }

  @Test
  void seesLoopbackInAMappedAddress() throws Exception {
    assertThat(AddressPolicy.objection(mapped("7f000001"), true)).isEmpty();
    assertThat(AddressPolicy.objection(mapped("0a000001"), true)).isPresent();
  }

  @Test
  void plainHttpGoesToThisMachineOnly() throws Exception {
    for (InetAddress local : InetAddress.getAllByName("localhost")) {
      assertThat(AddressPolicy.objection(local, true)).isEmpty();
    }
    assertThat(AddressPolicy.objection(InetAddress.getByName("10.0.0.1"), true))
        .hasValueSatisfying(why -> assertThat(why).contains("plain http"));
  }

  @Test
  void ofSeveralAddressesThePermittedOnesAreLeft() throws Exception {
    InetAddress bad = InetAddress.getByName("169.254.169.254");
    InetAddress good = InetAddress.getByName("10.0.0.1");

    assertThat(AddressPolicy.permitted(List.of(bad, good), false)).containsExactly(good);
  }

  @Test
  void whereNoneIsLeftItSaysWhy() throws Exception {
    List<InetAddress> bad = List.of(InetAddress.getByName("169.254.169.254"));

    assertThatThrownBy(() -> AddressPolicy.permitted(bad, false))
        .isInstanceOf(ForbiddenAddressException.class)
        .hasMessageContaining("link-local");
  }

  /** Unlike the factories that read text, this does not unwrap the address; nor does DNS. */
  private static InetAddress mapped(String ipv4) throws UnknownHostException {
    byte[] bytes = HexFormat.of().parseHex("00000000000000000000ffff" + ipv4);
    return Inet6Address.getByAddress("", bytes, -1);
  }
}
