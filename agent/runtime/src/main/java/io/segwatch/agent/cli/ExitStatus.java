package io.segwatch.agent.cli;

/** What the process says when it ends (interface §1). */
public final class ExitStatus {
  public static final int OK = 0;

  /** {@code check} found holes. */
  public static final int HOLES = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** {@code check} could not read all of the storage. */
  public static final int UNREADABLE = 3;

  /** {@code check} could not write all of its report ({@code EX_IOERR} of sysexits). */
  public static final int UNWRITTEN = 74;

  /** A fault in this program ({@code EX_SOFTWARE} of sysexits). */
  public static final int BROKEN = 70;

  private ExitStatus() {}
}
