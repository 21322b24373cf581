package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.message.Format;
import java.time.Duration;
import java.util.Map;

/**
 * One receiver of messages.
 *
 * @param name in metrics, logs and commands, and part of what message ids are made of
 * @param format how its messages are written
 * @param timeout for an attempt in all
 * @param connectTimeout for the connection, TLS included
 * @param allowHttp whether plain http may leave this machine
 * @param headers sent along; they may hold passwords, so nothing prints their values
 */
record EndpointSettings(
    String name,
    Target target,
    SigningSecrets secrets,
    EventFilter filter,
    Format format,
    Duration timeout,
    Duration connectTimeout,
    boolean allowHttp,
    Map<String, String> headers) {

  @Override
  public String toString() {
    return name + " (" + target + ")";
  }
}
