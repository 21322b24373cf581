package io.segwatch.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What channels and qualities may be called (interface §1): their names become paths. */
public final class StreamNames {
  private StreamNames() {}

  /** What is wrong with a name, if anything. */
  public static Optional<String> faultOf(String name) {
    if (name.isEmpty()) {
      return Optional.of("a name is to have a letter at least");
    }
    boolean leaves =
        name.startsWith(".")
            || name.contains("..")
            || name.contains("/")
            || name.indexOf('\0') >= 0;
    return leaves
        ? Optional.of(
            "'" + name + "' is to be one folder's name, without '/', '..' or a leading dot")
        : Optional.empty();
  }

  /** Two streams that would share a map file, as a sentence, if there are such two. */
  public static Optional<String> sharedMap(List<String> channels, List<String> qualities) {
    Map<String, String> streams = new HashMap<>();
    for (String channel : channels) {
      for (String quality : qualities) {
        String stream = channel + "/" + quality;
        String other = streams.put(channel + "_" + quality, stream);
        if (other != null && !other.equals(stream)) {
          return Optional.of(
              other + " and " + stream + " would share a map file; rename one or leave it out");
        }
      }
    }
    return Optional.empty();
  }
}
