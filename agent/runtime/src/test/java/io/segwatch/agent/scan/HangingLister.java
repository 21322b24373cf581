package io.segwatch.agent.scan;

import io.segwatch.agent.Await;
import io.segwatch.storage.Directory;
import io.segwatch.storage.Lister;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A file system in which hours of one channel cannot be listed before they are released. */
public final class HangingLister implements Lister {
  private final Lister real = Lister.portable();
  private final CountDownLatch release = new CountDownLatch(1);
  private final String channel;
  private volatile boolean hangs;

  public HangingLister(String channel) {
    this.channel = channel;
  }

  public boolean hangs() {
    return hangs;
  }

  public void release() {
    release.countDown();
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    return real.names(directory);
  }

  @Override
  public Directory open(Path directory) throws IOException {
    if (directory.toString().contains("/" + channel + "/")) {
      hangs = true;
      Await.until("it is released", () -> release.getCount() == 0);
    }
    return real.open(directory);
  }
}
