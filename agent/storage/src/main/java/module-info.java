/** Reads the tree of recorded segments; never writes. */
module io.segwatch.storage {
  requires transitive io.segwatch.coverage;
  requires static org.jspecify;

  exports io.segwatch.storage;
}
