package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HourListingTest {
  @Test
  void sameNamesHaveTheSameDigest() throws HourTooLargeException {
    HourListing listing = listing("a.ts", "b.ts");
    assertThat(listing.digest()).isEqualTo(listing("a.ts", "b.ts").digest()).isNotZero();

    listing.clear();
    add(listing, "c.ts");
    assertThat(listing.digest()).isEqualTo(listing("c.ts").digest());
  }

  @Test
  void otherNamesHaveAnother() throws HourTooLargeException {
    long digest = listing("ab", "c").digest();

    assertThat(listing("a", "bc").digest()).isNotEqualTo(digest);
    assertThat(listing("c", "ab").digest()).isNotEqualTo(digest);
    assertThat(listing("ab").digest()).isNotEqualTo(digest);
    assertThat(listing("ab", "c", "c").digest()).isNotEqualTo(digest);
    assertThat(listing("ab", "d").digest()).isNotEqualTo(digest);
  }

  @Test
  void hiddenNamesAreNotThere() throws HourTooLargeException {
    HourListing listing = listing("ab", ".hidden", "c");

    assertThat(listing.size()).isEqualTo(2);
    assertThat(listing.name(1)).isEqualTo("c");
    assertThat(listing.digest()).isEqualTo(listing("ab", "c").digest());
  }

  @Test
  void aNameMayTakeAllTheRoom() throws HourTooLargeException {
    String name = "x".repeat(1 << 16);
    HourListing listing = listing(name, "y");

    assertThat(listing.name(0)).isEqualTo(name);
    assertThat(listing.name(1)).isEqualTo("y");
  }

  private static HourListing listing(String... names) throws HourTooLargeException {
    HourListing listing = new HourListing();
    add(listing, names);
    return listing;
  }

  private static void add(HourListing listing, String... names) throws HourTooLargeException {
    for (String name : names) {
      byte[] bytes = ("-" + name).getBytes(StandardCharsets.US_ASCII);
      listing.add(bytes, 1, bytes.length);
    }
  }
}
