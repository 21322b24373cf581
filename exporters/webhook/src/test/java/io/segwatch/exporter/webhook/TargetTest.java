package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org, true, example.org, 443, /",
    "http://localhost/a, false, localhost, 80, /a",
    "HTTPS://example.org:8443/a/b?c=d%20e, true, example.org, 8443, /a/b?c=d%20e",
    "http://[::1]:9000/, false, ::1, 9000, /",
    "https://example.org/schön, true, example.org, 443, /sch%C3%B6n"
  })
  void isTakenFromAUrl(String url, boolean tls, String host, int port, String requestUri) {
    assertThat(Target.parse(url)).isEqualTo(new Target(tls, host, port, requestUri));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | begin with https",
        "example.org/hook | begin with https",
        "ftp://example.org/ | begin with https",
        "https:example.org | name a host",
        "https://my_host/ | name a host",
        "https://user:pw@example.org/ | no user or password",
        "https://example.org:0/ | port",
        "https://example.org:65536/ | port",
        "https://example.org/#top | '#'",
        "https://example.org/a b | no URL"
      })
  void whatIsNoUrlIsToldWhatWouldBe(String url, String why) {
    assertThatThrownBy(() -> Target.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost", "http://a.localhost", "http://127.9.8.7", "http://[::1]"})
  void knowsThisMachine(String url) {
    assertThat(Target.parse(url).isLoopbackByName()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org", "http://localhost.example.org", "http://10.0.0.1"})
  void knowsOtherMachines(String url) {
    assertThat(Target.parse(url).isLoopbackByName()).isFalse();
  }

  @Test
  void showsNoPathAndNoQueryAsTheyMayBeSecret() {
    assertThat(Target.parse("https://example.org/T0/s3cret?key=s3cret"))
        .hasToString("https://example.org:443/…");
  }
}
