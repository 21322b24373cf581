package io.segwatch.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of the page of a running agent, and what they cost; see the script {@code page}. */
public final class PageClients {
  private static final String[] FIRST_LOAD = {
    "/api/v1/meta",
    "/api/v1/map?max=4000",
    "/api/v1/hours",
    "/api/v1/holes?limit=500",
    "/api/v1/edges"
  };

  private static final int SAMPLES_A_MINUTE = 120;

  private final int port;

  private PageClients(int port) {
    this.port = port;
  }

  /** {@code listeners PORT CLIENTS MINUTES} or {@code load PORT RUNS}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PageClients clients = new PageClients(Integer.parseInt(args[1]));
    if (args[0].equals("listeners")) {
      clients.listen(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    } else {
      clients.load(Integer.parseInt(args[2]));
    }
  }

  /** One of the clients never reads; the least heap of a minute is what is alive, and a bit. */
  private void listen(int count, int minutes) throws IOException, InterruptedException {
    AtomicInteger events = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket
          .getOutputStream()
          .write("GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      sockets.add(socket);
      if (i > 0) {
        Thread.ofVirtual().start(() -> read(socket, events, ended));
      }
    }
    double first = 0;
    double last = 0;
    for (int minute = 0; minute < minutes; minute++) {
      double least = Double.MAX_VALUE;
      for (int i = 0; i < SAMPLES_A_MINUTE; i++) {
        least = Math.min(least, heap());
        Thread.sleep(60_000 / SAMPLES_A_MINUTE);
      }
      first = minute == 0 ? least : first;
      last = least;
      System.out.printf(
          "minute %d: heap at least %.2f MB, %d lines of events, %d of %d gone%n",
          minute + 1, least / 1e6, events.get(), ended.get(), count - 1);
    }
    System.out.printf(
        "heap from the first minute to the last: %+.2f MB, to be at most 4%n",
        (last - first) / 1e6);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static void read(Socket socket, AtomicInteger events, AtomicInteger ended) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      lines
          .lines()
          .filter(line -> line.startsWith("event: "))
          .forEach(_ -> events.incrementAndGet());
    } catch (IOException | UncheckedIOException closed) {
      // as it is at the end
    }
    ended.incrementAndGet();
  }

  private double heap() throws IOException {
    double sum = 0;
    for (String line : text("/metrics?name[]=jvm_memory_used_bytes").lines().toList()) {
      if (line.startsWith("jvm_memory_used_bytes{area=\"heap\"")) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }

  /** What a browser asks for first, and how long a scrape takes alone and meanwhile. */
  private void load(int runs) throws IOException, InterruptedException {
    List<Double> alone = new ArrayList<>();
    for (int i = 0; i < 20 + runs; i++) {
      double millis = millis("/metrics?name[]=segwatch_holes");
      if (i >= 20) {
        alone.add(millis);
      }
    }
    AtomicBoolean loading = new AtomicBoolean(true);
    List<Double> meanwhile = Collections.synchronizedList(new ArrayList<>());
    Thread scraper =
        Thread.ofPlatform()
            .start(() -> {
              while (loading.get()) {
                meanwhile.add(millisUnchecked("/metrics?name[]=segwatch_holes"));
              }
            });
    List<Double> loads = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < runs; i++) {
      long begin = System.nanoTime();
      bytes = 0;
      for (String uri : FIRST_LOAD) {
        bytes += bytes(uri).length;
      }
      loads.add((System.nanoTime() - begin) / 1e6);
    }
    loading.set(false);
    scraper.join();
    System.out.printf("first load: %s ms, %d bytes of gzip; aim 1000 ms%n", spread(loads), bytes);
    System.out.printf("a scrape of one family alone: %s ms%n", spread(alone));
    System.out.printf("the same meanwhile: %s ms; aim: at most 20 ms more%n", spread(meanwhile));
  }

  private static String spread(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return "%.1f (%.1f–%.1f)"
        .formatted(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
  }

  private double millis(String uri) throws IOException {
    long begin = System.nanoTime();
    var _ = bytes(uri);
    return (System.nanoTime() - begin) / 1e6;
  }

  private double millisUnchecked(String uri) {
    try {
      return millis(uri);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String uri) throws IOException {
    try (InputStream in = open(uri, "identity")) {
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  private byte[] bytes(String uri) throws IOException {
    try (InputStream in = open(uri, "gzip")) {
      return in.readAllBytes();
    }
  }

  private InputStream open(String uri, String coding) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + encoded(uri)).toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", coding);
    return connection.getInputStream();
  }

  private static String encoded(String uri) {
    return uri.replace("[", "%5B").replace("]", "%5D");
  }
}
