package io.segwatch.exporter.webhook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One attempt to deliver a message, from the look-up of the host to the end of the answer. */
final class Attempt {
  private final HttpClientAgent client;
  private final Resolver resolver;
  private final Context context;
  private final EndpointSettings endpoint;
  private final RequestOptions request;
  private final Buffer sent;

  private final Buffer body = Buffer.buffer();
  private Optional<HttpClientResponse> head = Optional.empty();
  private Optional<HttpClientConnection> connection = Optional.empty();
  private boolean over;

  Attempt(
      HttpClientAgent client,
      Resolver resolver,
      Context context,
      EndpointSettings endpoint,
      RequestOptions request,
      Buffer sent) {
    this.client = client;
    this.resolver = resolver;
    this.context = context;
    this.endpoint = endpoint;
    this.request = request;
    this.sent = sent;
  }

  Future<Reply> make() {
    return resolver
        .addresses(endpoint.target().host(), context)
        .compose(this::connect)
        .compose(this::exchange)
        .timeout(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .transform((_, failure) -> Future.succeededFuture(reply(Optional.ofNullable(failure))))
        .onComplete(_ -> end());
  }

  private Future<HttpClientConnection> connect(List<InetAddress> addresses) {
    boolean onlyLoopback = !endpoint.target().tls() && !endpoint.allowHttp();
    try {
      return connect(AddressPolicy.permitted(addresses, onlyLoopback).iterator());
    } catch (ForbiddenAddressException forbidden) {
      return Future.failedFuture(forbidden);
    }
  }

  /** Connects to the first address that lets it. Nothing was sent to those that do not. */
  private Future<HttpClientConnection> connect(Iterator<InetAddress> addresses) {
    Target target = endpoint.target();
    // The address that was looked at, by number; the name serves for Host, SNI and the certificate.
    SocketAddress server =
        SocketAddress.inetSocketAddress(target.port(), addresses.next().getHostAddress());
    Future<HttpClientConnection> connecting =
        client.connect(
            new HttpConnectOptions()
                .setServer(server)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls()));
    Future<HttpClientConnection> inTime =
        connecting.timeout(endpoint.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    return inTime
        .onFailure(_ -> connecting.onSuccess(HttpClientConnection::close))
        .recover(failure ->
            addresses.hasNext() && !over ? connect(addresses) : Future.failedFuture(failure));
  }

  private Future<Void> exchange(HttpClientConnection opened) {
    connection = Optional.of(opened);
    // What goes wrong fails the request too; without this it is logged as well, in their words.
    opened.exceptionHandler(_ -> {});
    if (over) {
      return opened.close();
    }
    return opened.request(request).compose(ready -> ready.send(sent).compose(this::receive));
  }

  private Future<Void> receive(HttpClientResponse response) {
    head = Optional.of(response);
    Promise<Void> enough = Promise.promise();
    response.handler(part -> {
      int room = Courier.ANSWER_LIMIT - body.length();
      body.appendBuffer(part, 0, Math.min(room, part.length()));
      if (part.length() >= room) {
        enough.tryComplete();
      }
    });
    response.end().onComplete(_ -> enough.tryComplete());
    return enough.future();
  }

  /** An answer that has begun counts, however it ends: the receiver has decided. */
  private Reply reply(Optional<Throwable> failure) {
    return head.<Reply>map(answer ->
            new Reply.Answer(
                answer.statusCode(),
                Optional.ofNullable(answer.getHeader(HttpHeaders.RETRY_AFTER)),
                body.toString(StandardCharsets.UTF_8)))
        .orElseGet(() -> noAnswer(failure.orElseThrow()));
  }

  private Reply noAnswer(Throwable failure) {
    Outcome outcome =
        switch (failure) {
          case TimeoutException _ -> Outcome.TIMED_OUT;
          case ForbiddenAddressException _ -> Outcome.ADDRESS_FORBIDDEN;
          case SSLException _ -> Outcome.TLS_FAILED;
          default -> Outcome.UNREACHABLE;
        };
    String summary =
        outcome == Outcome.TIMED_OUT
            ? "no answer in time"
            : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    // The message of an exception may quote what was received.
    return new Reply.NoAnswer(outcome, Printable.line(summary));
  }

  private void end() {
    over = true;
    connection.ifPresent(HttpClientConnection::close);
  }
}
