package io.segwatch.agent.systemd;

import io.segwatch.agent.Await;
import io.segwatch.conformance.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for systemd: a real socket for datagrams, which Java has none of. */
final class Receiver implements AutoCloseable {
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

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Process process;

  Receiver(String name) {
    String python = Tool.require("python3", "python3").toString();
    try {
      process =
          new ProcessBuilder(python, "-c", PROGRAM, name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    BufferedReader output = process.inputReader();
    Thread.ofVirtual().start(() -> output.lines().forEach(lines::add));
    Await.until("the receiver listens", () -> lines.contains("bound"));
  }

  /** The messages so far, each in one line, with {@code |} between its parts. */
  List<String> messages() {
    return lines.subList(1, lines.size());
  }

  long pings() {
    return messages().stream().filter(message -> message.startsWith("WATCHDOG=1")).count();
  }

  boolean heard(String message) {
    return messages().contains(message);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
