package io.segwatch.agent.trust;

import java.math.BigInteger;

/**
 * The cipher below bcrypt, with the expensive key schedule of that (Provos and Mazières, <i>A
 * Future-Adaptable Password Scheme</i>, 1999).
 */
final class Blowfish {
  private static final int ROUNDS = 16;
  private static final int BOX = 256;
  private static final int SUBKEYS = ROUNDS + 2;
  private static final int WORDS = SUBKEYS + 4 * BOX;

  private final int[] subkeys = new int[SUBKEYS];
  private final int[] boxes = new int[4 * BOX];
  private int left;
  private int right;

  private Blowfish(int[] start) {
    System.arraycopy(start, 0, subkeys, 0, SUBKEYS);
    System.arraycopy(start, SUBKEYS, boxes, 0, boxes.length);
  }

  /** A cipher that no key was put into yet. */
  static Blowfish fresh() {
    return new Blowfish(Start.OF_PI);
  }

  /** What every Blowfish begins with: the fraction of π, 32 bits a word. Made when it is needed. */
  private static final class Start {
    private static final int BITS = WORDS * Integer.SIZE;
    private static final int GUARD_BITS = 64;
    static final int[] OF_PI = ofPi();

    private static int[] ofPi() {
      BigInteger quarter = arcusTangent(5).shiftLeft(2).subtract(arcusTangent(239)); // Machin's
      BigInteger fraction =
          quarter
              .shiftLeft(2)
              .subtract(BigInteger.valueOf(3).shiftLeft(BITS + GUARD_BITS))
              .shiftRight(GUARD_BITS);
      int[] words = new int[WORDS];
      for (int i = WORDS - 1; i >= 0; i--) {
        words[i] = fraction.intValue();
        fraction = fraction.shiftRight(Integer.SIZE);
      }
      return words;
    }

    /** The arcus tangent of {@code 1/n}, times 2 to the power of all those bits. */
    private static BigInteger arcusTangent(int n) {
      BigInteger square = BigInteger.valueOf((long) n * n);
      BigInteger power = BigInteger.ONE.shiftLeft(BITS + GUARD_BITS).divide(BigInteger.valueOf(n));
      BigInteger sum = power;
      for (int odd = 3; power.signum() != 0; odd += 2) {
        power = power.divide(square).negate();
        sum = sum.add(power.divide(BigInteger.valueOf(odd)));
      }
      return sum;
    }
  }

  /** Mixes a key in, and a salt of 16 bytes on the way. */
  void expand(byte[] salt, byte[] key) {
    mixIn(key);
    int at = 0;
    left = 0;
    right = 0;
    for (int i = 0; i < WORDS; i += 2) {
      left ^= word(salt, at);
      right ^= word(salt, at + 4);
      at ^= 8;
      encrypt();
      put(i);
    }
  }

  /** Mixes a key in. */
  void expand(byte[] key) {
    mixIn(key);
    left = 0;
    right = 0;
    for (int i = 0; i < WORDS; i += 2) {
      encrypt();
      put(i);
    }
  }

  private void mixIn(byte[] key) {
    int at = 0;
    for (int i = 0; i < SUBKEYS; i++) {
      subkeys[i] ^= word(key, at);
      at = (at + 4) % key.length;
    }
  }

  /** Four bytes; where they end, it goes on from the beginning. */
  private static int word(byte[] bytes, int from) {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = (word << 8) | (bytes[(from + i) % bytes.length] & 0xff);
    }
    return word;
  }

  private void put(int i) {
    int[] array = i < SUBKEYS ? subkeys : boxes;
    int at = i < SUBKEYS ? i : i - SUBKEYS;
    array[at] = left;
    array[at + 1] = right;
  }

  /** Encrypts two words in place. */
  void encrypt(int[] block, int at) {
    left = block[at];
    right = block[at + 1];
    encrypt();
    block[at] = left;
    block[at + 1] = right;
  }

  private void encrypt() {
    int[] s = boxes;
    int one = left ^ subkeys[0];
    int other = right;
    for (int i = 1; i <= ROUNDS; i += 2) {
      other ^= round(s, one) ^ subkeys[i];
      one ^= round(s, other) ^ subkeys[i + 1];
    }
    left = other ^ subkeys[SUBKEYS - 1];
    right = one;
  }

  private static int round(int[] s, int half) {
    int sum = s[half >>> 24] + s[BOX + (half >>> 16 & 0xff)];
    return (sum ^ s[2 * BOX + (half >>> 8 & 0xff)]) + s[3 * BOX + (half & 0xff)];
  }
}
