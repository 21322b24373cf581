package io.segwatch.coverage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Segment names a second time, slow and plain: what the fast parser is held against. */
final class PlainNameParser {
  private static final Pattern NAME =
      Pattern.compile(
          "([0-5][0-9]):([0-5][0-9])(\\.[0-9]{1,6})?-([0-9]+(?:\\.[0-9]+)?)"
              + "-(full|suspect|partial|temp)-(.*)\\.ts",
          Pattern.DOTALL);
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]+");

  record Parsed(long start, long duration, SegmentType type) {}

  private PlainNameParser() {}

  static Optional<Parsed> parse(byte[] name) {
    for (byte b : name) {
      if (b < 0) {
        return Optional.empty();
      }
    }
    Matcher parts = NAME.matcher(new String(name, StandardCharsets.US_ASCII));
    if (!parts.matches()) {
      return Optional.empty();
    }
    SegmentType type = SegmentType.valueOf(parts.group(5).toUpperCase(Locale.ROOT));
    String hash = parts.group(6);
    boolean hashGood = HASH.matcher(hash).matches() && hash.length() % 4 != 1;
    BigDecimal duration = new BigDecimal(parts.group(4));
    if ((type != SegmentType.TEMP && !hashGood)
        || duration.compareTo(BigDecimal.valueOf(3600)) > 0) {
      return Optional.empty();
    }
    String fraction = parts.group(3) == null ? "0" : "0" + parts.group(3);
    BigDecimal start =
        new BigDecimal(fraction)
            .add(BigDecimal.valueOf(Long.parseLong(parts.group(1)) * 60))
            .add(new BigDecimal(parts.group(2)));
    return Optional.of(new Parsed(micros(start), micros(duration), type));
  }

  private static long micros(BigDecimal seconds) {
    return seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
