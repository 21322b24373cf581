package io.segwatch.exporter.testkit;

import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;

/** A web server on a free port, and a browser for it. */
final class FakeWeb {
  private static final String HOST = "127.0.0.1";

  private final Router router;
  private final HttpServer server;
  private final HttpClient client;

  FakeWeb(Vertx vertx) {
    router = Router.router(vertx);
    server = Await.result(vertx.createHttpServer().requestHandler(router).listen(0, HOST));
    client = vertx.createHttpClient();
  }

  URI url() {
    return URI.create("http://" + HOST + ":" + server.actualPort());
  }

  /** Answers from the exporter's thread. */
  void mount(
      List<HttpMethod> methods,
      String path,
      ExporterLife exporter,
      Handler<RoutingContext> handler) {
    Route route = router.route(path);
    methods.forEach(route::method);
    route.handler(request -> exporter.run(() -> handler.handle(request)).onFailure(request::fail));
  }

  void clear() {
    router.clear();
  }

  Future<Answer> request(HttpMethod method, String uri, String... headers) {
    return client
        .request(method, server.actualPort(), HOST, uri)
        .compose(request -> {
          for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
          }
          return request.send().compose(FakeWeb::answer); // in time for the body's first byte
        });
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response.body().map(body -> new Answer(response.statusCode(), response.headers(), body));
  }
}
