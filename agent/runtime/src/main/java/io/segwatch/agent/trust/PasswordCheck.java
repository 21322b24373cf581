package io.segwatch.agent.trust;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks names and passwords, one at a time on a thread of its own, as each takes a tenth of a
 * second of a CPU. What it found it remembers, so that a scrape every ten seconds costs nothing.
 *
 * <p>Who guesses is kept from costing others much: addresses take turns, one that asks for too much
 * at once is refused, and after each wrong guess the thread rests for three times as long as it
 * worked. On one event loop.
 */
final class PasswordCheck {
  /** How many guesses of one address may wait. */
  static final int MOST_WAITING = 16;

  private static final int REMEMBERED_GOOD = 64;
  private static final int REMEMBERED_BAD = 512;
  private static final int REST = 3;
  private static final String DIGEST = "HmacSHA256";

  private record Guess(
      ByteBuffer key,
      Buffer password,
      PasswordHash hash,
      boolean known,
      Promise<Boolean> outcome) {}

  private final Vertx vertx;
  private final WorkerExecutor worker;
  private final Mac mac;
  private final Map<String, PasswordHash> users;
  private final PasswordHash anybodys;
  private final Map<ByteBuffer, Boolean> good = newest(REMEMBERED_GOOD);
  private final Map<ByteBuffer, Boolean> bad = newest(REMEMBERED_BAD);
  private final Map<ByteBuffer, Guess> waiting = new HashMap<>();
  private final Map<String, Queue<Guess>> byAddress = new LinkedHashMap<>();
  private boolean busy;

  /**
   * A check that remembers nothing yet.
   *
   * @param users one at least
   */
  PasswordCheck(Vertx vertx, Map<String, PasswordHash> users) {
    this.vertx = vertx;
    this.worker = vertx.createSharedWorkerExecutor("segwatch-passwords", 1, 5, TimeUnit.MINUTES);
    this.users = Map.copyOf(users);
    // Whom nobody knows is checked as well, or it would be seen who is known.
    this.anybodys =
        users.values().stream().max(Comparator.comparingInt(PasswordHash::cost)).orElseThrow();
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      this.mac = Mac.getInstance(DIGEST);
      mac.init(new SecretKeySpec(key, DIGEST));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + DIGEST, e);
    }
  }

  private static Map<ByteBuffer, Boolean> newest(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
        return size() > most;
      }
    };
  }

  /**
   * Whether that is the password of that user.
   *
   * @param address of whoever says so
   */
  Future<Boolean> isRight(Credentials said, String address) {
    PasswordHash hash = users.getOrDefault(said.user(), anybodys);
    ByteBuffer key = digest(said, hash);
    if (good.get(key) != null) {
      return Future.succeededFuture(true);
    }
    if (bad.get(key) != null) {
      return Future.succeededFuture(false);
    }
    Optional<Guess> same = Optional.ofNullable(waiting.get(key));
    if (same.isPresent()) {
      return same.get().outcome().future();
    }
    Queue<Guess> queue = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
    if (queue.size() >= MOST_WAITING) {
      return Future.succeededFuture(false);
    }
    Guess guess =
        new Guess(key, said.password(), hash, users.containsKey(said.user()), Promise.promise());
    waiting.put(key, guess);
    queue.add(guess);
    next();
    return guess.outcome().future();
  }

  /** Nobody can make two pairs have the same one, or find a password from it. */
  private ByteBuffer digest(Credentials said, PasswordHash hash) {
    byte[] user = said.user().getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, user.length));
    mac.update(user);
    mac.update(hash.text().getBytes(StandardCharsets.US_ASCII));
    return ByteBuffer.wrap(mac.doFinal(said.password().getBytes()));
  }

  private void next() {
    if (busy || byAddress.isEmpty()) {
      return;
    }
    busy = true;
    Map.Entry<String, Queue<Guess>> turn = byAddress.entrySet().iterator().next();
    Guess guess = turn.getValue().remove();
    byAddress.remove(turn.getKey());
    if (!turn.getValue().isEmpty()) {
      byAddress.put(turn.getKey(), turn.getValue()); // behind the others
    }
    long began = System.nanoTime();
    worker
        .executeBlocking(() -> guess.hash().matches(guess.password().getBytes()) && guess.known())
        .onComplete(checked -> {
          boolean right = checked.succeeded() && checked.result();
          waiting.remove(guess.key());
          (right ? good : bad).put(guess.key(), right);
          guess.outcome().complete(right);
          rest(right ? 0 : REST * (System.nanoTime() - began));
        });
  }

  private void rest(long nanos) {
    vertx.setTimer(
        Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)),
        _ -> {
          busy = false;
          next();
        });
  }

  /** Ends its thread. */
  void close() {
    var _ = worker.close();
  }
}
