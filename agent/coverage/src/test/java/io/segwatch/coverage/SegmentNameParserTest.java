package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentNameParserTest {
  private static final String HASH = "47DEQpj8HBSa_-TImW_5JCeuQeRkm5NMpJWZG3hSuFU";

  private final SegmentNameParser parser = new SegmentNameParser();

  @ParameterizedTest
  @CsvSource({
    "00:00-2.0-full-AAAA.ts, 0, 2000000, FULL",
    "59:59.999999-2-suspect-AA.ts, 3599999999, 2000000, SUSPECT",
    "45:51.608000-2.002-partial--_-_.ts, 2751608000, 2002000, PARTIAL",
    "00:00.5-0-full-AAA.ts, 500000, 0, FULL",
    "00:00-3600-full-AAAA.ts, 0, 3600000000, FULL",
    "00:00-0003600.000000-full-AAAA.ts, 0, 3600000000, FULL",
    "00:00-3599.9999999-full-AAAA.ts, 0, 3600000000, FULL",
    "00:00-2.0000005-full-AAAA.ts, 0, 2000000, FULL",
    "00:00-2.0000015-full-AAAA.ts, 0, 2000002, FULL",
    "00:00-2.00000150-full-AAAA.ts, 0, 2000002, FULL",
    "00:00-2.00000050000000000000000000000001-full-AAAA.ts, 0, 2000001, FULL",
    "00:00-2.00000049999999999999999999999999-full-AAAA.ts, 0, 2000000, FULL",
    "00:00-2.00000001-full-AAAA.ts, 0, 2000000, FULL",
    "00:00-2.0000006-full-AAAA.ts, 0, 2000001, FULL",
    "00:00-3600.00000000-full-AAAA.ts, 0, 3600000000, FULL",
    "00:04-2.0-temp-.ts, 4000000, 2000000, TEMP",
    "00:04-2.0-temp-any =text!.ts, 4000000, 2000000, TEMP",
  })
  void readsValidNames(String name, long start, long duration, SegmentType type) {
    assertThat(read(bytes(name))).contains(new PlainNameParser.Parsed(start, duration, type));
  }

  @Test
  void everyCharacterOfAHashIsLookedAt() {
    for (int i = 0; i < HASH.length(); i++) {
      String hash = HASH.substring(0, i) + '=' + HASH.substring(i + 1);
      assertThat(read(bytes("00:00-2.0-full-" + hash + ".ts"))).as(hash).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".ts",
        "readme.txt",
        "00:00-2.0-full-AAAA",
        "00:00-2.0-full-AAAA.TS",
        "00:00-2.0-full.ts",
        "00:00-2.0-full-.ts",
        "00:00-2.0-full-A.ts",
        "00:00-2.0-full-AAAAA.ts",
        "00:00-2.0-full-AAA=.ts",
        "00:00-2.0-full-AAA+.ts",
        "00:00-2.0-temp.ts",
        "00:00-2.0-odd-AAAA.ts",
        "00:00-2.0-FULL-AAAA.ts",
        "00:60-2.0-full-AAAA.ts",
        "60:00-2.0-full-AAAA.ts",
        "0:00-2.0-full-AAAA.ts",
        "00:00.-2.0-full-AAAA.ts",
        "00:00.1234567-2.0-full-AAAA.ts",
        "00:00,5-2.0-full-AAAA.ts",
        "00:00--full-AAAA.ts",
        "00:00-.5-full-AAAA.ts",
        "00:00-1.-full-AAAA.ts",
        "00:00--1-full-AAAA.ts",
        "00:00-+1-full-AAAA.ts",
        "00:00-inf-full-AAAA.ts",
        "00:00-nan-full-AAAA.ts",
        "00:00-1e3-full-AAAA.ts",
        "00:00-3600.0000001-full-AAAA.ts",
        "00:00-3601-full-AAAA.ts",
        "00:00-99999999999999999999999999-full-AAAA.ts",
        "00:00-18446744073709551617-full-AAAA.ts",
        "00:00-٢-full-AAAA.ts",
        "00:00-2.0-temp-é.ts",
      })
  void refusesWhatIsNoSegmentName(String name) {
    assertThat(read(bytes(name))).isEmpty();
  }

  @Test
  void readsHundredThousandNamesFromHellAsThePlainParserDoes() {
    Random random = new Random(20261124);
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] name = i % 4 == 0 ? noise(random) : mutated(random);
      Optional<PlainNameParser.Parsed> expected = PlainNameParser.parse(name);
      valid += expected.isPresent() ? 1 : 0;
      assertThat(read(name))
          .as("%s", new String(name, StandardCharsets.ISO_8859_1))
          .isEqualTo(expected);
    }
    assertThat(valid).as("the names are not all bad").isBetween(10_000, 90_000);
  }

  /** A name that is or was valid, with up to three bytes changed, added or dropped. */
  private static byte[] mutated(Random random) {
    String[] durations = {
      "2.0",
      "2",
      "3600",
      "0",
      "0.0",
      "3599.9999995",
      "1.0000005",
      "3600.00000000000000000001",
      "9999999999999999999999",
      "00000000000000000000000002.5",
      "0.1234565",
      "0.1234575000"
    };
    String[] types = {"full", "suspect", "partial", "temp"};
    String[] fractions = {"", ".5", ".608000", ".000001", ".1234567", "."};
    String name =
        "%02d:%02d%s-%s-%s-%s.ts"
            .formatted(
                random.nextInt(62),
                random.nextInt(62),
                fractions[random.nextInt(fractions.length)],
                durations[random.nextInt(durations.length)],
                types[random.nextInt(types.length)],
                HASH.substring(random.nextInt(HASH.length())));
    byte[] bytes = bytes(name);
    for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(bytes, 0, at);
      int kind = random.nextInt(3);
      if (kind < 2) {
        changed.write("0123456789:.-_=ftsp\n\u00ff".charAt(random.nextInt(22) % 21));
      }
      changed.write(bytes, kind == 1 ? at : at + 1, bytes.length - (kind == 1 ? at : at + 1));
      bytes = changed.toByteArray();
    }
    return bytes;
  }

  private static byte[] noise(Random random) {
    byte[] name = new byte[random.nextInt(256)];
    random.nextBytes(name);
    return name;
  }

  private Optional<PlainNameParser.Parsed> read(byte[] name) {
    // Surrounded by bytes that would change the result if they were looked at.
    byte[] around = new byte[name.length + 2];
    around[0] = '0';
    around[name.length + 1] = 's';
    System.arraycopy(name, 0, around, 1, name.length);
    return parser.parse(around, 1, name.length + 1)
        ? Optional.of(new PlainNameParser.Parsed(parser.start(), parser.duration(), parser.type()))
        : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
