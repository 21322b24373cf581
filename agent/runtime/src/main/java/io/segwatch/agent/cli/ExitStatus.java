package io.segwatch.agent.cli;

/** What the process says when it ends (interface §1). */
public final class ExitStatus {
  public static final int OK = 0;

  /** {@code check} found holes. */
  public static final int HOLES = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** {@code check} could not read all of the storage, or not write all of its report. */
  public static final int UNREADABLE = 3;

  /** A fault in this program ({@code EX_SOFTWARE} of sysexits). */
  public static final int BROKEN = 70;

  private ExitStatus() {}
}
