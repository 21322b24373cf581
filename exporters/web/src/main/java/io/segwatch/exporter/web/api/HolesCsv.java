package io.segwatch.exporter.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.SafeText;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /api/v1/holes.csv}: holes as a table, as many as there are, page by page. */
final class HolesCsv implements Body {
  private static final int PAGE = 200;
  private static final String LINE_END = "\r\n";

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "channel",
          "quality",
          "node",
          "state",
          "cause",
          "from",
          "to",
          "seconds",
          "missing_seconds",
          "revision",
          "first_seen",
          "confirmed",
          "ended",
          "from_us",
          "to_us");

  private final String node;
  private final Function<HoleQuery, Future<HolePage>> pages;
  private final OutputStream out;
  private final HoleQuery query;
  private Future<HolePage> page;

  /** All holes of a query, whatever its limit. */
  HolesCsv(
      String node, Function<HoleQuery, Future<HolePage>> pages, HoleQuery query, OutputStream out)
      throws IOException {
    this.node = node;
    this.pages = pages;
    this.query = query.take(PAGE);
    this.out = out;
    this.page = pages.apply(this.query);
    writeLine(COLUMNS);
  }

  @Override
  public Future<?> ready() {
    return page;
  }

  @Override
  public boolean writeNext() throws IOException {
    HolePage found = page.result();
    for (Hole hole : found.holes()) {
      writeLine(fields(hole));
    }
    found.next().ifPresent(cursor -> page = pages.apply(query.after(cursor)));
    return found.next().isPresent();
  }

  private List<String> fields(Hole hole) {
    return List.of(
        hole.id(),
        SafeText.csv(hole.stream().channel()),
        SafeText.csv(hole.stream().quality()),
        SafeText.csv(node),
        hole.state().label(),
        hole.cause().map(Cause::label).orElse(""),
        time(hole.start()),
        time(hole.end()),
        seconds(hole.duration()),
        seconds(hole.remaining().total()),
        Integer.toString(hole.revision()),
        hole.seen().toString(),
        text(hole.confirmed()),
        text(hole.ended()),
        Long.toString(hole.start()),
        Long.toString(hole.end()));
  }

  private static String time(long micros) {
    return Micros.toInstant(micros).toString();
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }

  private void writeLine(List<String> fields) throws IOException {
    out.write(fields.stream().collect(Collectors.joining(",", "", LINE_END)).getBytes(UTF_8));
  }
}
