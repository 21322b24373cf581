package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.FakeAgent.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest extends ServedWeb {
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(assets/[^\"]+)\"");

  @Test
  void thePageIsAskedForEachTimeAndItsAssetsOnce() {
    Answer page = agent.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().get("content-type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.headers().get("cache-control")).isEqualTo("no-cache");
    assertThat(agent.get("/", "if-none-match", page.headers().get("etag")).status()).isEqualTo(304);

    Matcher assets = ASSET.matcher(page.text());
    int found = 0;
    while (assets.find()) {
      found++;
      Answer asset = agent.get("/" + assets.group(1));
      assertThat(asset.status()).isEqualTo(200);
      assertThat(asset.headers().get("cache-control")).contains("immutable");
      assertThat(asset.headers().get("x-content-type-options")).isEqualTo("nosniff");
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/table"})
  void aPageLoadsNothingFromElsewhereAndIsShownInNoPageOfOthers(String uri) {
    agent.tell(threeHours().scan());
    Answer page = agent.get(uri);

    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().get("referrer-policy")).isEqualTo("no-referrer");
    assertThat(page.headers().get("x-frame-options")).isEqualTo("SAMEORIGIN");
    assertThat(page.headers().get("cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(page.text()).doesNotContain("<style", " style=", "onclick", "http://", "https://");
  }

  @Test
  void theInterfaceIsDescribed() {
    Answer text = agent.get("/openapi.yaml");

    assertThat(text.headers().get("content-type")).isEqualTo("application/yaml");
    assertThat(text.text()).startsWith("openapi: 3.1.0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/", "/assets/x/app.js", "/assets/../openapi.yaml/x",
            "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/x/../../manifest", "/manifest",
            "/index.html.gz",
        "/page/manifest", "/%5c..%5cetc", "/assets/x%00/app.js"
      })
  void nothingElseIsServed(String uri) {
    assertThat(agent.get(uri).status()).isEqualTo(404);
  }
}
