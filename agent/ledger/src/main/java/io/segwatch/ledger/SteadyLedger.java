package io.segwatch.ledger;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.ledger.SqliteLedger.Identity;
import io.segwatch.statefile.StateFile;
import io.segwatch.statefile.StateFileException;
import io.segwatch.statefile.StateFileException.Reason;
import io.segwatch.statefile.StateFolderTakenException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The ledger of a running agent, which goes on whatever its disk does (alerts §2).
 *
 * <p>A look that cannot be written changes nothing, so that the next one finds the same and more: a
 * disk that was full only makes alerts late. Where there is no file at all, holes are known in
 * memory, and there is no log to read: nobody is told anything that would be told once more
 * afterwards. A file that was damaged or deleted gives way to a new one, of another epoch.
 */
public final class SteadyLedger implements Ledger {
  private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final Folder folder;
  private final Identity identity;
  private final Supplier<Duration> retention;
  private final Clock clock;
  private final Predicate<StreamId> watched;

  private SqliteLedger ledger;
  private boolean onDisk;
  private Optional<String> fault = Optional.empty();
  private Instant tried;

  /** Where the file is. */
  @FunctionalInterface
  public interface Folder {
    /** Makes the folder, and takes it for this process; does nothing the next time. */
    Path take() throws IOException;
  }

  /**
   * Opens the ledger of a node and a tree.
   *
   * @param watched whether a stream may still be watched: what else the file knows is forgotten
   * @param retention how long what has ended is remembered
   * @throws StateFolderTakenException if another process has the folder
   * @throws AnotherTreeException if the ledger in it is about another tree, or of another node
   * @throws StateFileException if it is of a newer version, or no ledger
   */
  public static SteadyLedger open(
      Folder folder,
      String node,
      Path baseDir,
      Predicate<StreamId> watched,
      Supplier<Duration> retention,
      Clock clock)
      throws IOException {
    Identity identity = new Identity(node, baseDir.toAbsolutePath().normalize().toString());
    return new SteadyLedger(folder, identity, watched, retention, clock);
  }

  private SteadyLedger(
      Folder folder,
      Identity identity,
      Predicate<StreamId> watched,
      Supplier<Duration> retention,
      Clock clock)
      throws IOException {
    this.folder = folder;
    this.identity = identity;
    this.watched = watched;
    this.retention = retention;
    this.clock = clock;
    this.tried = clock.instant();
    SqliteLedger opened;
    try {
      opened = onDisk();
      onDisk = true;
    } catch (IOException e) {
      if (isMistake(e)) {
        throw e;
      }
      opened = inMemory();
      report(e);
    }
    ledger = opened;
  }

  /** Whether only a person can mend it, by another configuration. */
  private static boolean isMistake(IOException e) {
    return e instanceof StateFolderTakenException
        || e instanceof AnotherTreeException
        || (e instanceof StateFileException refused
            && (refused.reason() == Reason.NEWER || refused.reason() == Reason.FOREIGN));
  }

  private SqliteLedger onDisk() throws IOException {
    StateFile file = StateFile.open(folder.take().resolve(HolesFile.NAME), HolesFile.SCHEMA, clock);
    boolean opened = false;
    try {
      SqliteLedger ledgerOnDisk = SqliteLedger.in(file, identity, newEpoch(), retention);
      ledgerOnDisk.retain(watched);
      opened = true;
      return ledgerOnDisk;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  private SqliteLedger inMemory() throws IOException {
    return SqliteLedger.in(StateFile.inMemory(HolesFile.SCHEMA), identity, newEpoch(), retention);
  }

  /** Tells this log from any other. */
  private static String newEpoch() {
    return new BigInteger(40, new SecureRandom()).toString(32);
  }

  /** Why nothing can be written at the moment, if so; then nobody is told anything. */
  public synchronized Optional<String> fault() {
    return fault;
  }

  private void report(IOException e) {
    String why = words(e);
    if (!fault.equals(Optional.of(why))) {
      LOG.log(ERROR, "nothing can be written down, so nobody is told of holes: {0}", why);
    }
    fault = Optional.of(why);
  }

  /** The system's own exceptions say little more than the path. */
  private static String words(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException file -> file.getFile() + " is in the way, and no folder";
      case FileSystemException other when other.getReason() == null ->
          other.getFile() + ": " + other.getClass().getSimpleName();
      default -> String.valueOf(e.getMessage());
    };
  }

  private void allIsWell() {
    if (fault.isPresent()) {
      LOG.log(INFO, "what happens can be written down again");
    }
    fault = Optional.empty();
  }

  @Override
  public synchronized Outcome observe(
      String channel, List<Observation> streams, Duration settle, Instant at) throws IOException {
    if (!onDisk && Duration.between(tried, at).abs().compareTo(BETWEEN_TRIES) >= 0) {
      tried = at;
      reopen();
    }
    try {
      Outcome outcome = ledger.observe(channel, streams, settle, at);
      if (onDisk) {
        allIsWell();
        return outcome;
      }
      return Outcome.NOTHING;
    } catch (StateFileException e) {
      report(e);
      if (e.reason() == Reason.GONE || e.reason() == Reason.CORRUPT) {
        tried = at;
        reopen();
      }
      return Outcome.NOTHING;
    }
  }

  /** Goes over to a file, a new one if need be; or to the memory where there can be none. */
  private void reopen() throws IOException {
    boolean lost = onDisk;
    try {
      if (lost) {
        ledger.abandon();
      }
      SqliteLedger opened = onDisk();
      if (!lost) {
        ledger.abandon();
      }
      ledger = opened;
      onDisk = true;
      allIsWell();
    } catch (IOException e) {
      report(e);
      if (lost) {
        onDisk = false;
        ledger = inMemory();
      }
    }
  }

  @Override
  public synchronized void forget(StreamId stream) throws IOException {
    try {
      ledger.forget(stream);
    } catch (StateFileException e) {
      LOG.log(WARNING, "{0} is still known: {1}", stream, e.getMessage());
    }
  }

  @Override
  public synchronized List<Hole> open() {
    return ledger.open();
  }

  @Override
  public HolePage find(HoleQuery query) throws IOException {
    return current().find(query);
  }

  private synchronized SqliteLedger current() {
    return ledger;
  }

  @Override
  public LogPosition end() throws IOException {
    return written().end();
  }

  @Override
  public boolean knows(LogPosition position) throws IOException {
    return written().knows(position);
  }

  @Override
  public List<LogEntry> after(LogPosition position, int limit) throws IOException {
    return written().after(position, limit);
  }

  private synchronized SqliteLedger written() throws IOException {
    if (!onDisk) {
      throw new IOException(fault.orElse("there is no log"));
    }
    return ledger;
  }

  @Override
  public synchronized void close() {
    ledger.close();
  }
}
