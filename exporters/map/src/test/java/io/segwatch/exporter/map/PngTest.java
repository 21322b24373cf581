package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.CoverageMap;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.testkit.Recording;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
  private static final int[] PIXEL_SECONDS = {1, 2, 3, 5, 10, 60, 3_600};
  private static final Map<Byte, Integer> COLOURS =
      Map.of(
          CoverageMap.WHITE, Pictures.WHITE,
          CoverageMap.BLUE, Pictures.BLUE,
          CoverageMap.ORANGE, Pictures.ORANGE);

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsBackPixelForPixelWhateverTheShape(int seed) throws IOException {
    Random random = new Random(seed);
    CoverageMap map =
        mapOf(
            recording(random, 1 + random.nextInt(3)).timeline(),
            PIXEL_SECONDS[random.nextInt(PIXEL_SECONDS.length)]);
    int rows = 1 + random.nextInt(seed % 3 == 0 ? 7 : 700);

    BufferedImage picture = Pictures.read(Png.encode(map, rows));

    assertThat(picture.getHeight()).isEqualTo(rows);
    assertThat(picture.getWidth()).isEqualTo((map.size() + rows - 1) / rows);
    assertThat(Pictures.pixels(picture)).isEqualTo(expected(map, rows, picture.getWidth()));
  }

  /** Down a column, then on to the next one on the right; white after the end. */
  private static int[] expected(CoverageMap map, int rows, int columns) {
    int[] pixels = new int[rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      int cell = i % columns * rows + i / columns;
      pixels[i] = cell < map.size() ? COLOURS.get(map.cell(cell)) : Pictures.WHITE;
    }
    return pixels;
  }

  @Test
  void hasAllThreeColoursInTheRandomMaps() throws IOException {
    CoverageMap map = mapOf(recording(new Random(1), 2).timeline(), 1);

    BufferedImage picture = Pictures.read(Png.encode(map, 300));

    assertThat(IntStream.of(Pictures.pixels(picture)).distinct())
        .containsExactlyInAnyOrder(Pictures.WHITE, Pictures.BLUE, Pictures.ORANGE);
  }

  @Test
  void runsDownTheFirstColumnThenOnToTheRight() throws IOException {
    Recording halfAnHour = new Recording().hour("2026-11-20T10", "00:00-1800-full-aaaa.ts");

    BufferedImage picture = Pictures.read(Png.encode(mapOf(halfAnHour.timeline(), 600), 2));

    assertThat(Pictures.pixels(picture))
        .containsExactly(
            Pictures.BLUE,
            Pictures.BLUE,
            Pictures.WHITE,
            Pictures.BLUE,
            Pictures.WHITE,
            Pictures.WHITE);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1_000, 1_799, 1_801, 5_000})
  void endsInWhiteWhereTheLastColumnIsNotFull(int rows) throws IOException {
    Recording hour = new Recording().hour("2026-11-20T10", "00:00-3600-full-aaaa.ts");

    int[] pixels = Pictures.pixels(Pictures.read(Png.encode(mapOf(hour.timeline(), 2), rows)));

    assertThat(IntStream.of(pixels).filter(pixel -> pixel == Pictures.BLUE)).hasSize(1_800);
    assertThat(IntStream.of(pixels).filter(pixel -> pixel == Pictures.WHITE))
        .hasSize(pixels.length - 1_800);
    assertThat(pixels[pixels.length - 1]).isEqualTo(Pictures.WHITE);
  }

  @Test
  void takesTwoBitsAPixelAndNoMoreColoursThanThree() throws IOException {
    Recording hour = new Recording().hour("2026-11-20T10", "00:00-3600-full-aaaa.ts");

    BufferedImage picture = Pictures.read(Png.encode(mapOf(hour.timeline(), 2), 300));

    assertThat(picture.getColorModel()).isInstanceOf(IndexColorModel.class);
    assertThat(picture.getColorModel().getPixelSize()).isEqualTo(2);
    assertThat(((IndexColorModel) picture.getColorModel()).getMapSize()).isLessThanOrEqualTo(4);
  }

  private static CoverageMap mapOf(Timeline timeline, int pixelSeconds) {
    return CoverageMap.of(timeline, CoverageMap.defaultHours(timeline).orElseThrow(), pixelSeconds);
  }

  private static Recording recording(Random random, int hours) {
    Recording recording = new Recording();
    String[] types = {"full", "full", "full", "suspect", "partial"};
    for (int hour = 0; hour < hours; hour++) {
      int longest = 1 + random.nextInt(300);
      for (int at = random.nextInt(60); at < 3_600; ) {
        int length = 1 + random.nextInt(longest);
        recording.hour(
            "2026-11-20T1" + hour,
            String.format(
                Locale.ROOT,
                "%02d:%02d-%d-%s-aaaa.ts",
                at / 60,
                at % 60,
                length,
                types[random.nextInt(types.length)]));
        at += length + (random.nextInt(4) == 0 ? random.nextInt(longest) : 0);
      }
    }
    return recording;
  }
}
