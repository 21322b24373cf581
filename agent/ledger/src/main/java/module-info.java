/** The life of holes: which there are, and an ordered log of what happened to them. */
module io.segwatch.ledger {
  requires transitive io.segwatch.coverage;
  requires transitive io.segwatch.statefile;
  requires static org.jspecify;

  exports io.segwatch.ledger;
}
