package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import org.junit.jupiter.api.Test;

class TableTest extends ServedWeb {
  @Test
  void hasARowForEachHourAndLane() {
    agent.tell(threeHours().scan());
    agent.tell(Recording.scanOf(new StreamId("desertbus", "480p"), threeHours().timeline()));

    Answer table = agent.get("/table");

    assertThat(table.status()).isEqualTo(200);
    assertThat(table.headers().get("content-type")).isEqualTo("text/html;charset=utf-8");
    assertThat(table.text()).startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(table.text().split("<tr class", -1)).hasSize(1 + 3 * 2);
    assertThat(table.text())
        .contains(
            "<tr class=\"unconfirmed\"><th scope=\"row\"><time>2026-11-20 11:00</time></th>"
                + "<td>desertbus/source</td><td>store-3</td><td>unconfirmed</td><td>1800.0</td>"
                + "<td>1800.0</td><td>1800.0</td><td>11:00:00–11:30:00, 1800.0 s</td></tr>");
  }

  @Test
  void showsHostileNamesAsText() {
    agent.tell(
        Recording.scanOf(
            new StreamId("<script>alert(\"1\")</script>", "a&b'\u202ec"), threeHours().timeline()));

    String table = agent.get("/table").text();

    assertThat(table)
        .contains("<td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;/a&amp;b&#39;\\u202ec</td>")
        .doesNotContain("<script>");
  }
}
