package io.segwatch.storage;

import io.segwatch.coverage.HourTooLargeException;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StorageFault.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Exceptions of the file system as faults. */
public final class Faults {
  private Faults() {}

  /** The fault of a place, as {@link StorageFault#place()} names it. */
  public static StorageFault of(String place, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> new StorageFault(place, Reason.NOT_FOUND, "is not there");
      case NotDirectoryException _ -> new StorageFault(place, Reason.NOT_FOUND, "is no folder");
      case AccessDeniedException _ ->
          new StorageFault(place, Reason.PERMISSION, "permission denied");
      case HourTooLargeException _ -> new StorageFault(place, Reason.TOO_LARGE, textOf(e));
      case FileSystemException named ->
          new StorageFault(
              place, Reason.IO_ERROR, Optional.ofNullable(named.getReason()).orElse(textOf(e)));
      default -> new StorageFault(place, Reason.IO_ERROR, textOf(e));
    };
  }

  private static String textOf(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }
}
