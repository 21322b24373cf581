package io.segwatch.exporter.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.Node;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The incumbent's page: the maps of all nodes for one stream, each fetched again every 30 seconds.
 * It works from a file as well as from a server, loads nothing but the maps, and runs no script but
 * its own.
 */
final class CoveragePage {
  private static final String STYLE =
      """
      :root { color-scheme: dark; background: #222; color: #eee; font-family: sans-serif; }
      body { margin: 1rem; }
      h1, h2, p { text-align: center; }
      figure { margin: 1.5rem 0; overflow-x: auto; }
      img { display: block; margin: auto; image-rendering: pixelated; }
      figcaption { text-align: center; color: #ffb86b; }
      """;

  /** A map is replaced only by one that has arrived; whatever an address says stays as it is. */
  private static final String SCRIPT =
      """
      "use strict";
      for (const figure of document.querySelectorAll("figure")) {
        const image = figure.querySelector("img");
        const note = figure.querySelector("figcaption");
        const address = image.src;
        let seen = new Date();
        const missing = () => {
          note.textContent = "no map since " + seen.toISOString().slice(0, 19) + "Z";
        };
        const arrived = (from) => {
          image.src = from;
          seen = new Date();
          note.textContent = "";
        };
        if (image.complete && image.naturalWidth === 0) missing();
        image.addEventListener("error", missing);
        setInterval(() => {
          if (document.hidden) return;
          const next = new Image();
          const from = new URL(address);
          from.search = "t=" + Date.now();
          next.addEventListener("load", () => arrived(from.href));
          next.addEventListener("error", missing);
          next.src = from.href;
        }, 30000);
      }
      """;

  /** What the page may do, wherever it is opened. */
  static final String POLICY =
      "default-src 'none'; img-src 'self' http: https: file:; style-src '%s'; script-src '%s'; "
              .formatted(hashOf(STYLE), hashOf(SCRIPT))
          + "base-uri 'none'; form-action 'none'";

  private CoveragePage() {}

  /**
   * Makes the page.
   *
   * @param folder where each node has its maps, below {@code /segments/}
   * @param nodes whose maps are shown; without any, that beside the page
   */
  static Content of(StreamId stream, String folder, List<Node> nodes) {
    String title = escaped(stream.channel() + " " + stream.quality());
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(POLICY)
        .append("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .append(title)
        .append(" Segment Coverage Maps</title>\n<style>")
        .append(STYLE)
        .append("</style>\n<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>\n")
        .append("</head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n");
    String map = encoded(MapFile.Kind.MAP.nameOf(stream));
    if (nodes.isEmpty()) {
      figure(html, "this node", "./" + map);
    }
    for (Node node : nodes) {
      html.append("<h2>").append(escaped(node.name())).append("</h2>\n");
      figure(html, node.name(), node.url() + "/segments/" + folder + "/" + map);
    }
    html.append("<script>").append(SCRIPT).append("</script>\n</body>\n</html>\n");
    return Content.of(Buffer.buffer(html.toString()).getBytes());
  }

  private static void figure(StringBuilder html, String node, String address) {
    html.append("<figure><img src=\"")
        .append(escaped(address))
        .append("\" alt=\"")
        .append(escaped("coverage map of " + node))
        .append("\"><figcaption role=\"status\"></figcaption></figure>\n");
  }

  /** A name as a part of an address. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  /** A relative path as a part of an address. */
  static String encodedPath(String path) {
    return encoded(path).replace("%2F", "/");
  }

  /** A text that is nothing but text, and goes in no other direction than the page. */
  private static String escaped(String text) {
    StringBuilder html = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(isVisible(c) ? c : '\ufffd');
          }
        });
    return html.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String hashOf(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
