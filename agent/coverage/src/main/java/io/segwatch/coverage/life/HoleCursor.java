package io.segwatch.coverage.life;

import io.segwatch.coverage.life.HoleQuery.Order;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a page of holes ended; others only see its text.
 *
 * @param epoch of the log that the pages are read from
 * @param version of what was known when the first page was read: the order is that of then
 * @param key of the last hole on the page, in the order of the query
 * @param number of the last hole on the page, which tells it from others with the same key
 */
public record HoleCursor(
    String epoch, long version, Order order, boolean descending, long key, long number) {
  private static final String SEPARATOR = ";";
  private static final String FALLING = "d";

  /** Its text, of letters, digits, {@code -} and {@code _}. */
  public String text() {
    String plain =
        String.join(
            SEPARATOR,
            epoch,
            Long.toString(version),
            order.name(),
            descending ? FALLING : "a",
            Long.toString(key),
            Long.toString(number));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The cursor of a query.
   *
   * @throws IllegalArgumentException if it is none, or not one of pages in the order of the query
   *     from the log of this epoch
   */
  public static HoleCursor of(String text, HoleQuery query, String epoch) {
    HoleCursor cursor = parse(text);
    if (cursor.order != query.order() || cursor.descending != query.descending()) {
      throw new IllegalArgumentException("the cursor is of pages in another order");
    }
    if (!cursor.epoch.equals(epoch)) {
      throw new IllegalArgumentException("the cursor is of a log that is no more; start again");
    }
    return cursor;
  }

  private static HoleCursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      List<String> parts = List.of(plain.split(SEPARATOR, -1));
      if (parts.size() != 6) {
        throw new IllegalArgumentException("six parts are expected");
      }
      return new HoleCursor(
          parts.get(0),
          Long.parseLong(parts.get(1)),
          Order.valueOf(parts.get(2)),
          parts.get(3).equals(FALLING),
          Long.parseLong(parts.get(4)),
          Long.parseLong(parts.get(5)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no cursor that a page gave out", e);
    }
  }
}
