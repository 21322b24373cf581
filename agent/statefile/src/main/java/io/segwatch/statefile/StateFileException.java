package io.segwatch.statefile;

import java.io.IOException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A state file cannot be opened, read or written; what was committed before is still in it. */
public final class StateFileException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int PRIMARY = 0xff;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** The disk, or a quota, is full. */
    FULL,
    /** What is in the file is damaged. */
    CORRUPT,
    /** It was written by a newer version of this program. */
    NEWER,
    /** It was written by an older version, and is only to be read. */
    OLDER,
    /** It is some other program's. */
    FOREIGN,
    /** It is not there, or another one lies in its place. */
    GONE,
    /** Somebody else has it locked for long. */
    BUSY,
    /** It must not be written, or the folder must not. */
    READ_ONLY,
    /** Anything else, such as an error of the disk. */
    IO
  }

  StateFileException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  private StateFileException(Reason reason, String message, SQLException cause) {
    super(message, cause);
    this.reason = reason;
  }

  static StateFileException of(String file, SQLException cause) {
    Reason reason = reasonOf(cause);
    return new StateFileException(reason, file + ": " + words(reason, cause), cause);
  }

  /** Why it failed. */
  public Reason reason() {
    return reason;
  }

  private static String words(Reason reason, SQLException cause) {
    return switch (reason) {
      case FULL -> "the disk is full";
      case CORRUPT -> "is damaged";
      case BUSY -> "is locked by another program";
      case READ_ONLY -> "cannot be written";
      default -> String.valueOf(cause.getMessage());
    };
  }

  private static Reason reasonOf(SQLException cause) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return Reason.IO;
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY)) {
      case SQLITE_FULL -> Reason.FULL;
      case SQLITE_CORRUPT, SQLITE_NOTADB -> Reason.CORRUPT;
      case SQLITE_BUSY, SQLITE_LOCKED -> Reason.BUSY;
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> Reason.READ_ONLY;
      default -> Reason.IO;
    };
  }
}
