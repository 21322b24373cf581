package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the comment on the class promises of memory that the kernel is given. */
class NativeDirectoryTest {
  private static final long HOUR = 0;

  @TempDir private Path folder;

  private NativeDirectory open() throws IOException {
    Files.createDirectories(folder.resolve(HourName.of(HOUR)));
    Files.createFile(folder.resolve(HourName.of(HOUR)).resolve("a.ts"));
    return NativeDirectory.open(folder);
  }

  private static List<ThrowingCallable> calls(NativeDirectory directory) throws IOException {
    DirectoryStamp stamp = directory.stamp(HOUR);
    return List.of(
        () -> directory.list(new HourListing()),
        () -> directory.list(HOUR, new HourListing()),
        directory::stamp,
        () -> directory.stamp(HOUR),
        () -> directory.hasStamp(HOUR, stamp),
        () -> directory.size(HOUR, "a.ts"),
        directory::close);
  }

  @Test
  void nothingIsCalledAfterItsEnd() throws IOException {
    NativeDirectory directory = open();
    List<ThrowingCallable> calls = calls(directory);
    directory.close();

    for (ThrowingCallable call : calls) {
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(call);
    }
  }

  @Test
  void nothingIsCalledByAnotherThread() throws IOException {
    try (NativeDirectory directory = open()) {
      for (ThrowingCallable call : calls(directory)) {
        CompletableFuture.runAsync(
                () -> assertThatExceptionOfType(WrongThreadException.class).isThrownBy(call))
            .join();
      }
      HourListing listing = new HourListing();
      directory.list(HOUR, listing);
      assertThat(listing.size()).isEqualTo(1);
    }
  }
}
