package io.segwatch.coverage;

import java.util.Arrays;

/**
 * Reads segment names, {@code TIME-DURATION-TYPE-HASH.ts}, in place (coverage §2).
 *
 * <p>It keeps what it read until the next call instead of returning an object, because a scan reads
 * millions of names. Each scanning thread has its own.
 *
 * <pre>{@code
 * if (parser.parse(bytes, from, to)) {
 *   use(parser.start(), parser.duration(), parser.type());
 * }
 * }</pre>
 */
public final class SegmentNameParser {
  private static final int MAX_SECONDS = 3600;
  private static final long MAX_DURATION = MAX_SECONDS * Micros.PER_SECOND;
  private static final byte[] EXTENSION = {'.', 't', 's'};

  /** What a fraction of so many digits is to be multiplied by to give microseconds. */
  private static final int[] MICROS = {0, 100_000, 10_000, 1_000, 100, 10, 1};

  /** Per byte: 0 for a character of base64url, else 1. */
  private static final byte[] NOT_BASE64URL = new byte[256];

  static {
    Arrays.fill(NOT_BASE64URL, (byte) 1);
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      NOT_BASE64URL[c] = 0;
    }
  }

  private static final byte[][] TYPES = {
    {'f', 'u', 'l', 'l', '-'},
    {'s', 'u', 's', 'p', 'e', 'c', 't', '-'},
    {'p', 'a', 'r', 't', 'i', 'a', 'l', '-'},
    {'t', 'e', 'm', 'p', '-'},
  };
  private static final SegmentType[] TYPE_OF = SegmentType.values();

  private long start;
  private long duration;
  private SegmentType type = SegmentType.TEMP;
  private int position;

  public SegmentNameParser() {}

  /** Start of the last valid name, 0 up to 3600 s into its hour, in microseconds. */
  public long start() {
    return start;
  }

  /** Duration of the last valid name, 0 to 3600 s, in microseconds. */
  public long duration() {
    return duration;
  }

  public SegmentType type() {
    return type;
  }

  /** Whether {@code name[from, to)} is a valid segment name, extension included. */
  public boolean parse(byte[] name, int from, int to) {
    return endsWith(name, from, to, EXTENSION) && parseStem(name, from, to - EXTENSION.length);
  }

  /** The same for a name without its extension. */
  public boolean parseStem(byte[] name, int from, int to) {
    position = from;
    return readTime(name, to) && readDuration(name, to) && readType(name, to) && readHash(name, to);
  }

  static boolean endsWith(byte[] name, int from, int to, byte[] suffix) {
    return to - from >= suffix.length && matches(name, to - suffix.length, suffix);
  }

  private static boolean matches(byte[] name, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (name[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** {@code MM:SS} with an optional fraction of one to six digits, and the dash behind it. */
  private boolean readTime(byte[] name, int to) {
    int at = position;
    if (to - at < 6 || name[at + 2] != ':') {
      return false;
    }
    int minutes = twoDigits(name, at);
    int seconds = twoDigits(name, at + 3);
    if (minutes < 0 || seconds < 0) {
      return false;
    }
    start = (minutes * 60 + seconds) * Micros.PER_SECOND;
    position = at + 5;
    if (name[position] == '.') {
      position++;
      int fraction = readFraction(name, to);
      if (fraction < 0) {
        return false;
      }
      start += fraction;
    }
    return skipDash(name, to);
  }

  /** Two digits from 00 to 59, else -1. */
  private static int twoDigits(byte[] name, int at) {
    int tens = name[at] - '0';
    int ones = name[at + 1] - '0';
    return tens < 0 || tens > 5 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /** One to six digits, in microseconds, or -1 where there is none. */
  private int readFraction(byte[] name, int to) {
    int first = position;
    int end = Math.min(to, first + MICROS.length - 1);
    int at = first;
    int digits = 0;
    for (; at < end && isDigit(name[at]); at++) {
      digits = digits * 10 + (name[at] - '0');
    }
    position = at;
    return at == first ? -1 : digits * MICROS[at - first];
  }

  /**
   * Digits, optionally a point and digits, in seconds: at most 3600 as written, then rounded
   * half-even to a microsecond.
   */
  private boolean readDuration(byte[] name, int to) {
    int first = position;
    int at = first;
    int seconds = 0;
    for (; at < to && isDigit(name[at]); at++) {
      // Stops growing once it is over the limit, so no number of digits can overflow.
      seconds = Math.min(seconds * 10 + (name[at] - '0'), MAX_SECONDS + 1);
    }
    position = at;
    if (at == first || seconds > MAX_SECONDS) {
      return false;
    }
    duration = seconds * Micros.PER_SECOND;
    boolean whole = at == to || name[at] != '.';
    return whole ? skipDash(name, to) : readDurationFraction(name, to);
  }

  private boolean readDurationFraction(byte[] name, int to) {
    position++;
    int fraction = readFraction(name, to);
    if (fraction < 0) {
      return false;
    }
    duration += fraction;
    int rest = readRest(name, to);
    if (duration + Math.min(rest, 1) > MAX_DURATION) { // as written
      return false;
    }
    if (rest > HALF || (rest == HALF && (duration & 1) == 1)) {
      duration++;
    }
    return skipDash(name, to);
  }

  /** Half of a microsecond is left of a fraction; below it less or 0 for nothing, above it more. */
  private static final int HALF = 2;

  /** Reads what is left of a fraction, see {@link #HALF}. */
  private int readRest(byte[] name, int to) {
    int rest = 0;
    for (int first = position; position < to && isDigit(name[position]); position++) {
      int digit = name[position] - '0';
      if (position > first) {
        rest |= Math.min(digit, 1);
      } else if (digit > 0) {
        rest = HALF + Integer.signum(digit - 5);
      }
    }
    return rest;
  }

  private boolean readType(byte[] name, int to) {
    for (int i = 0; i < TYPES.length; i++) {
      byte[] word = TYPES[i];
      if (to - position >= word.length && matches(name, position, word)) {
        type = TYPE_OF[i];
        position += word.length;
        return true;
      }
    }
    return false;
  }

  /** Base64url without padding; for a temporary file any ASCII text, or none. */
  private boolean readHash(byte[] name, int to) {
    if (type == SegmentType.TEMP) {
      return isAscii(name, position, to);
    }
    int length = to - position;
    return length > 0 && length % 4 != 1 && isBase64Url(name, position, to);
  }

  private static boolean isAscii(byte[] name, int from, int to) {
    for (int i = from; i < to; i++) {
      if (name[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Looks at eight bytes at a time: this is a third of the work on a name. */
  private static boolean isBase64Url(byte[] name, int from, int to) {
    byte[] not = NOT_BASE64URL;
    int wrong = 0;
    int at = from;
    for (; at <= to - 8; at += 8) {
      wrong |=
          not[name[at] & 0xFF]
              | not[name[at + 1] & 0xFF]
              | not[name[at + 2] & 0xFF]
              | not[name[at + 3] & 0xFF]
              | not[name[at + 4] & 0xFF]
              | not[name[at + 5] & 0xFF]
              | not[name[at + 6] & 0xFF]
              | not[name[at + 7] & 0xFF];
    }
    for (; at < to; at++) {
      wrong |= not[name[at] & 0xFF];
    }
    return wrong == 0;
  }

  private boolean skipDash(byte[] name, int to) {
    return position < to && name[position++] == '-';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
