package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The node that tells something, and where on it there is more to see.
 *
 * @param url without a slash at the end
 */
public record Site(String node, URI url) {
  /** The page of everything. */
  public String page() {
    return url + "/";
  }

  /** The page, at a hole. */
  public String page(Hole hole) {
    return url + "/?h=" + encoded(hole.id());
  }

  /** The map of a stream. */
  public String map(StreamId stream) {
    return url + "/maps/" + encoded(stream.channel()) + "/" + encoded(stream.quality()) + ".png";
  }

  /** As one segment of a path, or one value of a query. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
