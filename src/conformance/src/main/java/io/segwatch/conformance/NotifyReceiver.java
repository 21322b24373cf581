package io.segwatch.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for systemd: a real socket for datagrams, which Java has none of. */
public final class NotifyReceiver implements AutoCloseable {
  private static final String PROGRAM =
      """
      import socket, sys
      name = sys.argv[1]
      receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      receiver.bind('\\0' + name[1:] if name[0] == '@' else name)
      print('bound', flush=True)
      while True:
          print(receiver.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Process process;

  /**
   * One that listens.
   *
   * @param name a path, or an abstract name that starts with {@code @}
   */
  public NotifyReceiver(String name) {
    String python = Tool.require("python3", "python3").toString();
    try {
      process =
          new ProcessBuilder(python, "-c", PROGRAM, name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = process.inputReader();
      if (!"bound".equals(output.readLine())) {
        throw new AssertionError("nothing listens at " + name);
      }
      Thread.ofVirtual().start(() -> output.lines().forEach(messages::add));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The messages so far, each in one line, with {@code |} between its parts. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** How many of them feed the watchdog. */
  public long pings() {
    return messages.stream().filter(message -> message.startsWith("WATCHDOG=1")).count();
  }

  /** Whether a message came, to the letter. */
  public boolean heard(String message) {
    return messages.contains(message);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
