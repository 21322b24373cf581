package io.segwatch.exporter.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * Carries messages to receivers by HTTP (alerts §5, §7). Messages are rare and receivers may hang:
 * every attempt has a connection of its own, outside any pool, so that none waits for another, and
 * the address is looked at each time.
 */
final class Courier {
  /** How much of an answer is read, in bytes. */
  static final int ANSWER_LIMIT = 64 * 1024;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final Resolver resolver;

  Courier(Vertx vertx, HttpClientOptions options, HostLookup lookup) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient(options);
    this.resolver = new Resolver(lookup);
  }

  static HttpClientOptions options() {
    return new HttpClientOptions().setKeepAlive(false).setVerifyHost(true);
  }

  /**
   * Makes one attempt.
   *
   * @return what came of it, on the context of the caller; it never fails, and takes no longer than
   *     the endpoint's timeout
   */
  Future<Reply> post(EndpointSettings endpoint, SignedPost post) {
    return attempt(endpoint, HttpMethod.POST, endpoint.target().requestUri(), post);
  }

  /** Asks an endpoint's server for something else. */
  Future<Reply> get(EndpointSettings endpoint, String uri) {
    return attempt(endpoint, HttpMethod.GET, uri, SignedPost.nothing(endpoint));
  }

  private Future<Reply> attempt(
      EndpointSettings endpoint, HttpMethod method, String uri, SignedPost post) {
    RequestOptions request =
        new RequestOptions().setMethod(method).setURI(uri).setHeaders(post.headers());
    return new Attempt(client, resolver, vertx.getOrCreateContext(), endpoint, request, post.body())
        .make();
  }

  Future<Void> close() {
    return client.close();
  }
}
