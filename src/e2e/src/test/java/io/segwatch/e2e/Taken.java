package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.segwatch.e2e.WebhookRecorder.Post;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A post that was answered with 2xx, or would have been if the sender had lived to hear it.
 *
 * @param number counts the messages to the endpoint
 * @param hole of which it tells, if it tells of one
 * @param transitions how many of holes it tells, by their types
 * @param life of the sender: how often it had been started
 */
record Taken(
    Post post,
    String type,
    long number,
    Optional<OfHole> hole,
    Map<String, Integer> transitions,
    int life) {

  static Taken of(Post post, int life) {
    JsonNode data = post.data();
    Map<String, Integer> transitions = new TreeMap<>();
    Optional<OfHole> hole = OfHole.in(data.path("hole"));
    hole.ifPresent(_ -> transitions.put(post.json().path("type").asText(), 1));
    data.path("includes").forEach(type -> transitions.put(type.asText(), 1));
    data.path("counts")
        .properties()
        .forEach(count -> transitions.put(count.getKey(), count.getValue().asInt()));
    long number = data.path("endpoint_sequence").asLong();
    return new Taken(post, post.type(), number, hole, transitions, life);
  }

  String endpoint() {
    return post.endpoint();
  }

  /** What a post says of a hole. */
  record OfHole(String id, Instant start, int revision) {
    private static Optional<OfHole> in(JsonNode hole) {
      return hole.isMissingNode()
          ? Optional.empty()
          : Optional.of(
              new OfHole(
                  hole.path("id").asText(),
                  Instant.parse(hole.path("start").asText()),
                  hole.path("revision").asInt()));
    }
  }
}
