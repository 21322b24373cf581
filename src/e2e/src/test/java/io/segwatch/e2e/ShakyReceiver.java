package io.segwatch.e2e;

import io.segwatch.e2e.WebhookRecorder.Post;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A receiver that takes most posts and fails others at random, on plain sockets, so that it knows
 * what it has answered, and can reset a connection. An endpoint whose name begins with {@code
 * steady} takes everything.
 */
final class ShakyReceiver implements AutoCloseable {
  private static final Duration SLOWNESS = Duration.ofMillis(400);
  private static final String STEADY = "steady";

  /** What is done with a post. */
  private enum Manner {
    TAKE(78),
    TAKE_SLOWLY(10),
    REFUSE(5),
    THROTTLE(3),
    RESET(3),
    HANG(1);

    private final int percent;

    Manner(int percent) {
      this.percent = percent;
    }

    boolean fails() {
      return this != TAKE && this != TAKE_SLOWLY;
    }

    static Manner any(Random random) {
      int drawn = random.nextInt(100);
      for (Manner manner : values()) {
        drawn -= manner.percent;
        if (drawn < 0) {
          return manner;
        }
      }
      return TAKE;
    }
  }

  private final ServerSocket server;
  private final Random random;
  private final int mostFailuresInARow;
  private final StandardWebhooksVerifier verifier =
      new StandardWebhooksVerifier(AgentConfig.SECRET);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> failuresInARow = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unsigned = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile CompletableFuture<Void> arrival = new CompletableFuture<>();
  private volatile CompletableFuture<Void> answer = new CompletableFuture<>();
  private volatile boolean healthy;
  private final AtomicInteger life = new AtomicInteger();

  private ShakyReceiver(ServerSocket server, long seed, int mostFailuresInARow) {
    this.server = server;
    this.random = new Random(seed);
    this.mostFailuresInARow = mostFailuresInARow;
  }

  /**
   * Listens on a free port.
   *
   * @param mostFailuresInARow for one endpoint: each in a row makes the pause of the sender longer
   */
  static ShakyReceiver start(long seed, int mostFailuresInARow) {
    try {
      ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      ShakyReceiver receiver = new ShakyReceiver(socket, seed, mostFailuresInARow);
      receiver.threads.execute(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String endpoint) {
    return "http://127.0.0.1:" + server.getLocalPort() + "/" + endpoint;
  }

  /** Says that the sender is started again. */
  void newLife() {
    life.incrementAndGet();
  }

  /** Fails nothing from now on. */
  void heal() {
    healthy = true;
  }

  /** All that was taken, in order, duplicates and all. */
  List<Taken> taken() {
    return taken;
  }

  /** How many posts were not taken. */
  int refused() {
    return refused.get();
  }

  /** How many posts had no good signature. */
  int unsigned() {
    return unsigned.get();
  }

  /** Done when the next post has arrived, and has no answer yet. */
  CompletableFuture<Void> nextArrival() {
    arrival = new CompletableFuture<>();
    return arrival;
  }

  /** Done when the next post has been answered with 2xx. */
  CompletableFuture<Void> nextAnswer() {
    answer = new CompletableFuture<>();
    return answer;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Post post = read(new BufferedInputStream(socket.getInputStream()));
      int lifeOfSender = life.get();
      arrival.complete(null);
      if (verifier.accepts(post.headers(), post.body(), Instant.now())) {
        handle(socket, post, lifeOfSender);
      } else {
        unsigned.incrementAndGet();
        respond(socket, "400 Bad Request");
      }
    } catch (IOException senderIsGone) {
      refused.incrementAndGet();
    }
  }

  private void handle(Socket socket, Post post, int lifeOfSender) throws IOException {
    Manner manner = manner(post.endpoint());
    if (manner.fails()) {
      refused.incrementAndGet();
    }
    switch (manner) {
      case TAKE -> take(socket, post, lifeOfSender);
      case TAKE_SLOWLY -> {
        pause(SLOWNESS);
        take(socket, post, lifeOfSender);
      }
      case REFUSE -> respond(socket, "500 Internal Server Error");
      case THROTTLE -> respond(socket, "429 Too Many Requests\r\nretry-after: 1");
      case RESET -> socket.setSoLinger(true, 0);
      case HANG -> {
        int _ = socket.getInputStream().read(); // until the sender gives up, or is no more
      }
    }
  }

  private synchronized Manner manner(String endpoint) {
    Manner drawn = healthy || endpoint.startsWith(STEADY) ? Manner.TAKE : Manner.any(random);
    int inARow = failuresInARow.getOrDefault(endpoint, 0);
    Manner manner = drawn.fails() && inARow >= mostFailuresInARow ? Manner.TAKE : drawn;
    failuresInARow.put(endpoint, manner.fails() ? inARow + 1 : 0);
    return manner;
  }

  private void take(Socket socket, Post post, int lifeOfSender) throws IOException {
    // Before the answer: what the sender does on hearing it is not to be written down first.
    taken.add(Taken.of(post, lifeOfSender));
    respond(socket, "204 No Content");
    answer.complete(null);
  }

  private static void respond(Socket socket, String status) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\nconnection: close\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    socket.shutdownOutput();
  }

  private void pause(Duration time) {
    try {
      boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Post read(InputStream in) throws IOException {
    String[] request = line(in).split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the sender is gone");
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return new Post(request[1].substring(1), request[0], headers, text);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int sign = in.read(); sign != '\n'; sign = in.read()) {
      if (sign < 0) {
        throw new IOException("the sender is gone");
      }
      if (sign != '\r') {
        line.append((char) sign);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
