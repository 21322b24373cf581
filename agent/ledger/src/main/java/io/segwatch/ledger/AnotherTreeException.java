package io.segwatch.ledger;

import java.io.IOException;

/** A ledger is about another tree than the one that is watched, or of another node. */
public final class AnotherTreeException extends IOException {
  private static final long serialVersionUID = 1;

  AnotherTreeException(SqliteLedger.Identity found, SqliteLedger.Identity wanted) {
    super(
        "%s is of node %s and base-dir %s, not of node %s and base-dir %s: give each its own state-dir, or move that file away"
            .formatted(
                HolesFile.NAME, found.node(), found.baseDir(), wanted.node(), wanted.baseDir()));
  }
}
