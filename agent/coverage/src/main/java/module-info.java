/** What is recorded: names, hours, timelines, holes and map cells. Pure computation, no I/O. */
module io.segwatch.coverage {
  requires static transitive org.jspecify;

  exports io.segwatch.coverage;
  exports io.segwatch.coverage.life;
}
