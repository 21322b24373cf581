package io.segwatch.statefile;

import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.statefile.StateFileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file: what a transaction has committed survives whatever crashes, power included; what
 * it has not leaves no trace (alerts §2).
 *
 * <pre>{@code
 * try (StateFile file = StateFile.open(folder.resolve("holes.db"), SCHEMA, clock)) {
 *   file.transaction(sql -> sql.update("insert into hole (id, start_us) values (?, ?)", id, start));
 *   long holes = file.read(sql -> sql.number("select count(*) from hole"));
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads, one after the other. In one process a file is to be opened
 * once, and not to be touched in another way: to close any other descriptor of it would take its
 * locks away.
 */
public final class StateFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StateFile.class.getName());

  private final Path path;
  private final Connection connection;
  private final Sql sql;
  private final Optional<Path> setAside;
  private final Identity identity;

  /** What is done with a file, in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Sql sql) throws SQLException;
  }

  /** Which files on the disk these are; a path may come to name others. */
  private record Identity(@Nullable Object file, @Nullable Object log) {
    static Identity of(Path path) {
      return new Identity(key(path), key(Opening.beside(path, Opening.WRITE_AHEAD_LOG)));
    }

    private static @Nullable Object key(Path path) {
      try {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      } catch (IOException _) {
        return null;
      }
    }
  }

  StateFile(Path path, Connection connection, Sql sql, Optional<Path> setAside) {
    this.path = path;
    this.connection = connection;
    this.sql = sql;
    this.setAside = setAside;
    this.identity = Identity.of(path);
  }

  /**
   * Opens a file for the only process that writes it, and makes it (readable by its owner only) if
   * it is not there. One that is damaged is moved aside, never deleted, and a new one made.
   *
   * @throws StateFileException if it is another program's, or a newer version's, or the folder
   *     cannot be written
   */
  public static StateFile open(Path path, Schema schema, Clock clock) throws StateFileException {
    return new Opening(path, schema).forWriting(clock);
  }

  /**
   * Opens a file for looking into it, with or without another process that writes it.
   *
   * @throws StateFileException if there is none, or it is of another version, or damaged
   */
  public static StateFile openReadOnly(Path path, Schema schema) throws StateFileException {
    return new Opening(path, schema).forReading();
  }

  /** Makes a file that is in memory only, for as long as there is no disk to write to. */
  public static StateFile inMemory(Schema schema) throws StateFileException {
    return new Opening(Path.of("memory"), schema).inMemory();
  }

  /** Where the damaged file lies that was in the way when this one was opened. */
  public Optional<Path> setAside() {
    return setAside;
  }

  /**
   * Does all of it, durably, or nothing. The work may be undone after it ran: it is to change
   * nothing but the file.
   *
   * @throws StateFileException if nothing of it was done; after one other than {@link Reason#BUSY}
   *     it is best to close the file and open it again, as what is on the disk counts
   */
  public synchronized <T> T transaction(Work<T> work) throws StateFileException {
    if (!Identity.of(path).equals(identity)) {
      throw new StateFileException(Reason.GONE, path + " was deleted or replaced");
    }
    return run("begin immediate", work);
  }

  /** Reads, all of it from the same moment. */
  public <T> T read(Work<T> work) throws StateFileException {
    return run("begin", work);
  }

  private synchronized <T> T run(String begin, Work<T> work) throws StateFileException {
    boolean done = false;
    try {
      sql.script(begin);
      T result = work.in(sql);
      sql.script("commit");
      done = true;
      return result;
    } catch (SQLException e) {
      throw StateFileException.of(path.toString(), e);
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      sql.script("rollback");
    } catch (SQLException _) {
      // where the transaction could not begin, or was rolled back already
    }
  }

  /** Closes the file, whatever state its disk is in. */
  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(WARNING, "{0} could not be closed in order: {1}", path, e.getMessage());
    }
  }
}
