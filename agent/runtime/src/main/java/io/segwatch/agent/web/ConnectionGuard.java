package io.segwatch.agent.web;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps clients from holding connections that they do not use: a bound on how many there are, and a
 * deadline for the next whole request, which trickled bytes do not extend. On one event loop.
 */
final class ConnectionGuard {
  static final int MOST_CONNECTIONS = 512;

  /** How many sweeps a connection may be without a request at work. */
  private static final int IDLE_SWEEPS = 6;

  private static final class Use {
    private int requests;
    private int idleSweeps;
  }

  /** The one that was idle for longest first. */
  private final Map<HttpConnection, Use> uses = new LinkedHashMap<>();

  /** Takes one in, if need be in the place of one that nobody uses. */
  void opened(HttpConnection connection) {
    if (uses.size() >= MOST_CONNECTIONS && !closeOneThatIsIdle()) {
      connection.close();
      return;
    }
    uses.put(connection, new Use());
    connection.closeHandler(_ -> uses.remove(connection));
  }

  private boolean closeOneThatIsIdle() {
    Optional<HttpConnection> idle =
        uses.entrySet().stream()
            .filter(use -> use.getValue().requests == 0)
            .map(Map.Entry::getKey)
            .findFirst();
    idle.ifPresent(connection -> {
      uses.remove(connection);
      connection.close();
    });
    return idle.isPresent();
  }

  void requestBegan(HttpConnection connection) {
    Use use = uses.get(connection);
    if (use != null) {
      use.requests++;
    }
  }

  void requestEnded(HttpConnection connection) {
    Use use = uses.remove(connection);
    if (use != null) {
      use.requests--;
      use.idleSweeps = 0;
      uses.put(connection, use);
    }
  }

  /** To be called every five seconds. */
  void sweep() {
    List<HttpConnection> overdue = new ArrayList<>();
    uses.forEach((connection, use) -> {
      if (use.requests == 0 && ++use.idleSweeps > IDLE_SWEEPS) {
        overdue.add(connection);
      }
    });
    overdue.forEach(HttpConnection::close);
  }
}
