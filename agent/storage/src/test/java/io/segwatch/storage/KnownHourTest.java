package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourSummary;
import org.junit.jupiter.api.Test;

class KnownHourTest {
  private static final HourSummary SUMMARY = HourSummary.missing(0);
  private static final DirectoryStamp STAMP = new DirectoryStamp(1, 2, 3);

  @Test
  void isOfAListingWithItsDigest() {
    assertThat(new KnownHour(SUMMARY, STAMP, 7).isOf(7)).isTrue();
    assertThat(new KnownHour(SUMMARY, STAMP, 7).isOf(8)).isFalse();
  }

  @Test
  void isOfNoneWithoutADigest() {
    assertThat(new KnownHour(SUMMARY, STAMP, KnownHour.NO_DIGEST).isOf(KnownHour.NO_DIGEST))
        .isFalse();
  }

  @Test
  void keepsItsDigestUnderAnotherStamp() {
    assertThat(new KnownHour(SUMMARY, STAMP, 7).with(DirectoryStamp.NONE))
        .isEqualTo(new KnownHour(SUMMARY, DirectoryStamp.NONE, 7));
  }
}
