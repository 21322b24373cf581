/** What an exporter is given and what it hears; nothing of the agent's inside. */
module io.segwatch.exporter {
  requires transitive io.segwatch.coverage;
  requires io.netty.codec.http;
  requires transitive io.vertx.core;
  requires transitive io.vertx.web;
  requires transitive micrometer.core;
  requires transitive micrometer.registry.prometheus;
  requires static transitive org.jspecify;

  exports io.segwatch.exporter;
}
