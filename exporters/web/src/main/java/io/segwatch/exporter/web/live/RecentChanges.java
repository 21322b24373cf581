package io.segwatch.exporter.web.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was told lately, so that a client that comes back need not ask for everything again. */
final class RecentChanges {
  private static final int MOST = 512;

  /** The oldest first. */
  private final Map<Topic, Long> revisions = new LinkedHashMap<>();

  private long newest;

  /** Everything told up to here, or before, may be missing above. */
  private long forgotten;

  /** Remembers nothing of what was told up to a revision. */
  RecentChanges(long revision) {
    forgotten = revision;
    newest = revision;
  }

  /** The revision of what was told last. */
  long newest() {
    return newest;
  }

  void add(Topic topic, long revision) {
    newest = revision;
    revisions.remove(topic);
    revisions.put(topic, revision);
    if (revisions.size() > MOST) {
      Iterator<Long> oldest = revisions.values().iterator();
      forgotten = oldest.next();
      oldest.remove();
    }
  }

  /** Whoever knows less than everything has to ask for it. */
  void clear(long revision) {
    newest = revision;
    revisions.clear();
    forgotten = revision;
  }

  /** What was told after a revision, or nothing where that is no longer known. */
  Optional<List<Topic>> since(long revision) {
    if (revision < forgotten || revision > newest) {
      return Optional.empty();
    }
    List<Topic> topics = new ArrayList<>();
    revisions.forEach((topic, of) -> {
      if (of > revision) {
        topics.add(topic);
      }
    });
    return Optional.of(topics);
  }
}
