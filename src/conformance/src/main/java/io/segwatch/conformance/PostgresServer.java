package io.segwatch.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of Debian's, on a folder of its own and on 127.0.0.1 only, with a user {@code
 * owner} and the table of nodes that the incumbent's schema has in a database {@code wub}.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String DATABASE = "wub";
  private static final String PACKAGE = "postgresql";
  private static final int MOST_TRIES = 1_000;

  private final Path folder;
  private final Path psql;
  private final Path passwords;
  private final List<String> asUser;
  private final int port;
  private Process process;

  /**
   * A server that runs.
   *
   * @param folder an empty one
   * @param password of that user
   */
  public PostgresServer(Path folder, String password) {
    this.psql = Tool.require("psql", PACKAGE);
    this.folder = folder;
    this.passwords = folder.resolve("passwords");
    this.asUser = userOf(folder);
    this.port = freePort();
    write(folder.resolve("password"), password + "\n");
    write(passwords, "*:*:*:owner:" + password.replaceAll("[\\\\:]", "\\\\$0") + "\n");
    run("chmod", "600", passwords.toString());
    List<String> init = asUser("initdb", "-D", data(), "-U", "owner", "-A", "scram-sha-256");
    init.addAll(List.of("--pwfile=" + folder.resolve("password"), "-E", "UTF8", "--no-sync"));
    init.add("--locale=C");
    run(init.toArray(String[]::new));
    this.process = launch();
    sql("postgres", "CREATE DATABASE " + DATABASE);
    makeTable();
  }

  /** It does not run as root: there another user is to have the folder. */
  private static List<String> userOf(Path folder) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    run("chown", "nobody", folder.toString());
    Stream.iterate(folder, above -> above.getNameCount() > 1, PostgresServer::above)
        .forEach(each -> run("chmod", "o+x", each.toString()));
    return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
  }

  private static Path above(Path folder) {
    return folder.resolve("..").normalize();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> asUser(String program, String... arguments) {
    List<String> words = new ArrayList<>(asUser);
    words.add(binary(program).toString());
    words.addAll(List.of(arguments));
    return words;
  }

  /** Debian keeps what people do not call in a folder for each version. */
  private static Path binary(String name) {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Path::compareTo)
          .orElseGet(() -> Tool.require(name, PACKAGE));
    } catch (IOException e) {
      return Tool.require(name, PACKAGE);
    }
  }

  private static void run(String... words) {
    run(new ProcessBuilder(words));
  }

  private static void run(ProcessBuilder builder) {
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(builder.command() + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** On 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Starts it again, and waits until it answers. */
  public void start() {
    process = launch();
  }

  private Process launch() {
    List<String> words = asUser("postgres", "-D", data(), "-p", Integer.toString(port));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "shared_buffers=1MB",
            "max_connections=10")) {
      words.add("-c");
      words.add(setting);
    }
    Path log = folder.resolve("log");
    try {
      Process started =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      for (int tries = 0; started.isAlive() && tries < MOST_TRIES; tries++) {
        if (isReady()) {
          return started;
        }
      }
      started.destroyForcibly();
      throw new AssertionError("PostgreSQL does not start: " + Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    try {
      run(binary("pg_isready").toString(), "-h", "127.0.0.1", "-p", Integer.toString(port));
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  /** Makes the table of nodes anew, without a node. */
  public void makeTable() {
    sql(
        "DROP TABLE IF EXISTS nodes; CREATE TABLE nodes (name TEXT PRIMARY KEY, url TEXT NOT NULL,"
            + " backfill_from BOOLEAN NOT NULL DEFAULT TRUE)");
  }

  /** Runs SQL as the owner. */
  public void sql(String sql) {
    sql(DATABASE, sql);
  }

  private void sql(String database, String sql) {
    run(session(database, sql));
  }

  /** Runs SQL as the owner, until it is done or ended. */
  public Process begin(String sql) {
    try {
      return session(DATABASE, sql).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder session(String database, String sql) {
    List<String> words = new ArrayList<>(List.of(psql.toString(), "-h", "127.0.0.1"));
    words.addAll(List.of("-p", Integer.toString(port), "-U", "owner", "-d", database));
    words.addAll(List.of("-v", "ON_ERROR_STOP=1", "-q", "-c", sql));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("PGPASSFILE", passwords.toString());
    return builder;
  }

  /** Ends it. */
  public void stop() {
    try {
      run("kill", "-INT", Long.toString(process.pid())); // without waiting for clients
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
