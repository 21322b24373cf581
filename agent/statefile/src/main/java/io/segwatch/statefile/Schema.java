package io.segwatch.statefile;

import java.util.List;

/**
 * What a file is to hold.
 *
 * @param applicationId tells a file of this kind from any other; not 0
 * @param migrations SQL scripts; the first makes the tables in an empty file, each further one
 *     turns what the one before left into what it is to be. Those that were ever released stay as
 *     they are
 */
public record Schema(int applicationId, List<String> migrations) {
  public Schema {
    if (applicationId == 0 || migrations.isEmpty()) {
      throw new IllegalArgumentException("a schema needs an id and a first script");
    }
    migrations = List.copyOf(migrations);
  }

  /** The version that the last of the scripts leaves behind. */
  int version() {
    return migrations.size();
  }
}
