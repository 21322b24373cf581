/** Small files of state that survive whatever crashes. */
module io.segwatch.statefile {
  requires transitive java.sql;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports io.segwatch.statefile;
}
