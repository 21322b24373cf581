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
  private static final long MAX_DURATION = Micros.PER_HOUR;
  private static final byte[] EXTENSION = {'.', 't', 's'};

  /** Per byte: is it a character of base64url? */
  private static final boolean[] BASE64URL = new boolean[256];

  private static final boolean[] ASCII = new boolean[256];

  static {
    Arrays.fill(ASCII, 0, 128, true);
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      BASE64URL[c] = true;
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
    at += 5;
    long fraction = 0;
    if (name[at] == '.') {
      int first = ++at;
      for (; at < to && isDigit(name[at]); at++) {
        if (at - first == 6) {
          return false;
        }
        fraction = fraction * 10 + (name[at] - '0');
      }
      if (at == first) {
        return false;
      }
      for (int digits = at - first; digits < 6; digits++) {
        fraction *= 10;
      }
    }
    start = (minutes * 60 + seconds) * Micros.PER_SECOND + fraction;
    return skipDash(name, at, to);
  }

  /** Two digits from 00 to 59, else -1. */
  private static int twoDigits(byte[] name, int at) {
    int tens = name[at] - '0';
    int ones = name[at + 1] - '0';
    return tens < 0 || tens > 5 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /**
   * Digits, optionally a point and digits, in seconds: at most 3600 as written, then rounded
   * half-even to a microsecond.
   */
  private boolean readDuration(byte[] name, int to) {
    int at = position;
    int first = at;
    long micros = 0;
    for (; at < to && isDigit(name[at]); at++) {
      // Stops growing once it is far over the limit, so no number of digits can overflow.
      micros = Math.min(micros * 10 + (name[at] - '0'), MAX_DURATION);
    }
    if (at == first || micros > MAX_DURATION / Micros.PER_SECOND) {
      return false;
    }
    micros *= Micros.PER_SECOND;
    if (at < to && name[at] == '.') {
      first = ++at;
      long unit = Micros.PER_SECOND / 10;
      int half = 0; // the rest behind the sixth digit against a half: -1 less, 0 nothing, 1 more
      boolean exactHalf = false;
      for (; at < to && isDigit(name[at]); at++) {
        int digit = name[at] - '0';
        if (unit > 0) {
          micros += digit * unit;
          unit /= 10;
        } else if (at == first + 6) {
          half = digit == 0 ? 0 : digit < 5 ? -1 : 1;
          exactHalf = digit == 5;
        } else if (digit > 0) {
          exactHalf = false;
          half = half == 0 ? -1 : half;
        }
      }
      if (at == first || micros + (half != 0 ? 1 : 0) > MAX_DURATION) {
        return false;
      }
      if (half > 0 && (!exactHalf || (micros & 1) == 1)) {
        micros++;
      }
    }
    duration = micros;
    return skipDash(name, at, to);
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
    boolean[] allowed = type == SegmentType.TEMP ? ASCII : BASE64URL;
    for (int i = position; i < to; i++) {
      if (!allowed[name[i] & 0xFF]) {
        return false;
      }
    }
    int length = to - position;
    return type == SegmentType.TEMP || (length > 0 && length % 4 != 1);
  }

  private boolean skipDash(byte[] name, int at, int to) {
    position = at + 1;
    return at < to && name[at] == '-';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
