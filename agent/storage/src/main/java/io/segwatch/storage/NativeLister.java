package io.segwatch.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Lists with the system calls themselves, and makes no object for a name. */
final class NativeLister implements Lister {
  /**
   * Links what it calls.
   *
   * @throws UnsupportedOperationException if that cannot be done here, and why
   */
  NativeLister() {
    try {
      Libc.require();
    } catch (LinkageError e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new UnsupportedOperationException(why.getMessage(), e);
    }
  }

  static boolean isSupported() {
    try {
      var _ = new NativeLister();
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public Directory open(Path directory) throws IOException {
    return NativeDirectory.open(directory);
  }
}
