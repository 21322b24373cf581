package io.segwatch.exporter.webhook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks hosts up without blocking the caller, or one look-up another. A look-up can hang for far
 * longer than anybody waits for it: there is never more than one of the same host.
 */
final class Resolver {
  private final HostLookup lookup;
  private final Map<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  Resolver(HostLookup lookup) {
    this.lookup = lookup;
  }

  /** The addresses of a host; the future completes on a context. */
  Future<List<InetAddress>> addresses(String host, Context context) {
    return Future.fromCompletionStage(running.computeIfAbsent(host, this::start), context);
  }

  private CompletableFuture<List<InetAddress>> start(String host) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    // Not a virtual thread: a look-up blocks in native code, which would hold on to its carrier.
    Thread.ofPlatform()
        .daemon()
        .name("segwatch-webhook-dns")
        .start(() -> {
          try {
            result.complete(lookup.addresses(host));
          } catch (UnknownHostException | RuntimeException failure) {
            result.completeExceptionally(failure);
          } finally {
            running.remove(host);
          }
        });
    return result;
  }
}
