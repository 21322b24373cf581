package io.segwatch.ledger;

import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.statefile.StateFile;
import io.segwatch.statefile.StateFileException;
import java.nio.file.Path;

/** Looks into the ledger of an agent, whether that is running or not; changes nothing. */
public final class LedgerReader implements AutoCloseable {
  private final StateFile file;

  private LedgerReader(StateFile file) {
    this.file = file;
  }

  /**
   * Opens the ledger in a state folder.
   *
   * @throws StateFileException if there is none, or it is of another version, or damaged
   */
  public static LedgerReader open(Path stateDir) throws StateFileException {
    return new LedgerReader(
        StateFile.openReadOnly(stateDir.resolve(HolesFile.NAME), HolesFile.SCHEMA));
  }

  /** As {@link Ledger#find}. */
  public HolePage find(HoleQuery query) throws StateFileException {
    return file.read(sql -> HoleSearch.find(sql, query));
  }

  @Override
  public void close() {
    file.close();
  }
}
