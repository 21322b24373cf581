package io.segwatch.agent;

import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.ledger.SteadyLedger;
import io.segwatch.statefile.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder for what outlives the process, which no other agent may have at the same time. */
final class StateHome implements SteadyLedger.Folder {
  private static final System.Logger LOG = System.getLogger(StateHome.class.getName());

  private final Path path;
  private final String holder;
  private Optional<StateFolder> taken = Optional.empty();

  /** A folder that is yet to be taken, by an agent for this node and tree. */
  StateHome(Path path, String node, Path baseDir) {
    this.path = path;
    this.holder =
        "process %d on %s, which watches %s"
            .formatted(ProcessHandle.current().pid(), node, baseDir.toAbsolutePath().normalize());
  }

  @Override
  public synchronized Path take() throws IOException {
    if (taken.isEmpty()) {
      taken = Optional.of(StateFolder.take(path, holder));
    }
    return path;
  }

  synchronized void giveBack() {
    taken.ifPresent(folder -> {
      try {
        folder.close();
      } catch (IOException e) {
        LOG.log(WARNING, "{0} could not be given back: {1}", path, e.getMessage());
      }
    });
    taken = Optional.empty();
  }
}
