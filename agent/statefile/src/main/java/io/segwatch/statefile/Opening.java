package io.segwatch.statefile;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import io.segwatch.statefile.StateFileException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** How a state file is opened: checked, set aside if it is damaged, brought up to date. */
final class Opening {
  static final String WRITE_AHEAD_LOG = "-wal";
  private static final List<String> PARTS = List.of("", WRITE_AHEAD_LOG, "-shm");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int BUSY_MILLIS = 5_000;
  private static final int WAL_LIMIT = 4 << 20;

  // The memory of the process is worth more than a cache of what is read once.
  private static final String FRUGAL =
      "pragma cache_size = -256; pragma mmap_size = 0; pragma temp_store = memory;"
          + " pragma trusted_schema = off";

  private static final System.Logger LOG = System.getLogger(StateFile.class.getName());

  private final Path path;
  private final Path folder;
  private final Schema schema;

  Opening(Path path, Schema schema) {
    this.path = path.toAbsolutePath();
    this.folder = requireNonNull(this.path.getParent(), "a file has a folder");
    this.schema = schema;
  }

  static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  StateFile forWriting(Clock clock) throws StateFileException {
    try {
      return openForWriting(Optional.empty());
    } catch (StateFileException e) {
      if (e.reason() != Reason.CORRUPT) {
        throw e;
      }
      Path aside = setAside(STAMP.format(clock.instant()));
      LOG.log(ERROR, "{0}; it is kept as {1}, and a new one begun", e.getMessage(), aside);
      return openForWriting(Optional.of(aside));
    }
  }

  private StateFile openForWriting(Optional<Path> setAside) throws StateFileException {
    makeOwnersOnly();
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return open(
        config,
        onDisk(""),
        (connection, sql) -> {
          int version = version(sql);
          sql.pragma("journal_mode = wal");
          // Every commit waits until the disk has it.
          sql.script("pragma synchronous = full; pragma journal_size_limit = " + WAL_LIMIT);
          migrate(sql, version);
          return new StateFile(path, connection, sql, setAside);
        });
  }

  StateFile forReading() throws StateFileException {
    if (!Files.exists(path)) {
      throw new StateFileException(Reason.GONE, path + ": there is no such file");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    // Even a reader of a file with a log shares memory with the writer, by a file beside it. Where
    // none can be made there is no writer, unless there is a log.
    boolean alone = !Files.isWritable(folder) && !Files.exists(beside(path, WRITE_AHEAD_LOG));
    return open(
        config,
        onDisk(alone ? "?immutable=1" : ""),
        (connection, sql) -> {
          int version = version(sql);
          if (version < schema.version()) {
            throw new StateFileException(
                Reason.OLDER,
                path
                    + " is of an older version of segwatch: the agent brings it up to date when"
                    + " it starts");
          }
          return new StateFile(path, connection, sql, Optional.empty());
        });
  }

  StateFile inMemory() throws StateFileException {
    return open(
        new SQLiteConfig(),
        ":memory:",
        (connection, sql) -> {
          migrate(sql, 0);
          return new StateFile(path, connection, sql, Optional.empty());
        });
  }

  private interface Step {
    StateFile take(Connection connection, Sql sql) throws SQLException, StateFileException;
  }

  private StateFile open(SQLiteConfig config, String database, Step step)
      throws StateFileException {
    @Nullable Connection connection = null;
    try {
      config.setOpenMode(SQLiteOpenMode.OPEN_URI);
      connection = config.createConnection("jdbc:sqlite:" + database);
      Sql sql = new Sql(connection);
      sql.script(FRUGAL);
      StateFile file = step.take(connection, sql);
      connection = null;
      return file;
    } catch (SQLException e) {
      throw StateFileException.of(path.toString(), e);
    } finally {
      closeQuietly(connection);
    }
  }

  /** The path as a URI writes it, so that no name is taken for more than a name. */
  private String onDisk(String parameters) {
    return "file:" + path.toUri().getRawPath() + parameters;
  }

  private static void closeQuietly(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException _) {
        // what it failed with before is told
      }
    }
  }

  /** Which version is in the file, 0 if nothing is; it is whole and ours, or this fails. */
  private int version(Sql sql) throws SQLException, StateFileException {
    String verdict = sql.pragma("quick_check(1)");
    if (!verdict.equals("ok")) {
      throw new StateFileException(Reason.CORRUPT, path + ": is damaged: " + verdict);
    }
    int application = Integer.parseInt(sql.pragma("application_id"));
    int version = Integer.parseInt(sql.pragma("user_version"));
    boolean empty = sql.number("select count(*) from sqlite_schema") == 0;
    if (empty && application == 0) {
      return 0;
    }
    if (application != schema.applicationId()) {
      throw new StateFileException(
          Reason.FOREIGN, path + " is another program's file; it is left as it is");
    }
    if (version > schema.version()) {
      throw new StateFileException(
          Reason.NEWER,
          path
              + " was written by a newer version of segwatch (its format is "
              + version
              + ", this version knows "
              + schema.version()
              + "); use that version, or another state-dir");
    }
    return version;
  }

  private void migrate(Sql sql, int version) throws SQLException {
    for (int next = version + 1; next <= schema.version(); next++) {
      sql.script("begin immediate");
      sql.script(schema.migrations().get(next - 1));
      sql.script("pragma application_id = " + schema.applicationId());
      sql.script("pragma user_version = " + next);
      sql.script("commit");
    }
  }

  /** SQLite gives the files beside it the permissions of the file itself. */
  private void makeOwnersOnly() throws StateFileException {
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(folder, PosixFileAttributeView.class);
      if (view == null) {
        return;
      }
      try {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        force();
      } catch (FileAlreadyExistsException _) {
        if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
          Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
      }
    } catch (IOException e) {
      throw new StateFileException(reasonOf(e), path + ": " + wordsOf(e));
    }
  }

  private static Reason reasonOf(IOException e) {
    String words = wordsOf(e);
    return words.contains("No space") || words.contains("quota") ? Reason.FULL : Reason.READ_ONLY;
  }

  private static String wordsOf(IOException e) {
    return e instanceof FileSystemException refused && refused.getReason() != null
        ? refused.getReason()
        : e.getClass().getSimpleName();
  }

  /** Moves the file and those beside it out of the way; answers where the file is now. */
  private Path setAside(String stamp) throws StateFileException {
    String suffix = ".corrupt-" + stamp;
    for (int n = 2; Files.exists(beside(path, suffix), LinkOption.NOFOLLOW_LINKS); n++) {
      suffix = ".corrupt-" + stamp + "-" + n;
    }
    try {
      // The file last: as long as it is there, all of this is done again.
      for (String part : PARTS.reversed()) {
        Path from = beside(path, part);
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(from, beside(path, suffix + part));
        }
      }
      force();
    } catch (IOException e) {
      throw new StateFileException(
          reasonOf(e), path + " is damaged, and cannot be moved aside: " + wordsOf(e));
    }
    return beside(path, suffix);
  }

  /** Makes new names last. */
  private void force() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
