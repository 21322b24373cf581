package io.segwatch.nodes.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segwatch.exporter.NodeSourceProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As PostgreSQL's own library reads them (PostgreSQL 34.1.1). */
class ConnectionStringTest {
  @Test
  void theProviderIsFound() {
    getClass().getModule().addUses(NodeSourceProvider.class);

    assertThat(
            ServiceLoader.load(NodeSourceProvider.class).stream()
                .map(p -> p.get().getClass().getSimpleName()))
        .contains("PostgresqlNodesProvider");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=db port=5433 dbname=wub user=me password=secret",
        "  host = db\tport= 5433\n dbname =wub user=me password='secret'  ",
        "host='db' port='5433' dbname='wub' user='me' password='sec\\ret'",
        "postgresql://me:secret@db:5433/wub",
        "postgres://me:s%65cret@db:5433/wub",
        "postgresql:///wub?host=db&port=5433&user=me&password=secret",
        "postgresql://me@db:5433/wub?password=secret",
      })
  void bothFormsSayTheSame(String text) {
    assertThat(ConnectionString.parse(text))
        .isEqualTo(
            Map.of(
                "host", "db", "port", "5433", "dbname", "wub", "user", "me", "password", "secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          password='a b'           | "a b"
          password='it\\'s'        | "it's"
          password='back\\\\slash' | "back\\slash"
          password=plain\\ blank   | "plain blank"
          password=a'b             | "a'b"
          password=a=b             | "a=b"
          password=''              | ""
          """)
  void valuesAreQuotedAsThere(String text, String password) {
    assertThat(ConnectionString.parse(text + " user=me"))
        .isEqualTo(Map.of("password", password, "user", "me"));
  }

  @Test
  void aUriCanHaveManyHostsAndOddSigns() {
    assertThat(
            ConnectionString.parse(
                "postgresql://u%40x:p%2Fa+b@a:1,[::1]:2,c/d%20e?sslmode=require"))
        .isEqualTo(
            Map.of(
                "user", "u@x",
                "password", "p/a+b",
                "host", "a,::1,c",
                "port", "1,2,",
                "dbname", "d e",
                "sslmode", "require"));
    assertThat(ConnectionString.parse("postgresql://")).isEmpty();
    assertThat(ConnectionString.parse("postgresql://localhost"))
        .isEqualTo(Map.of("host", "localhost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=db hunter2",
        "password='hunter2",
        "password='hunter2'x",
        "=hunter2",
        "postgresql://me:hunter2@x@db/wub",
        "postgresql://me:hunter2%zz@db/wub",
        "postgresql://me:hunter2@db:x/wub",
        "postgresql://db/wub?hunter2",
        "passwort=hunter2",
        "host=/var/run/postgresql password=hunter2",
        "host=db port=70000 password=hunter2",
        "host=a,b,c port=1,2 password=hunter2",
        "connect_timeout=hunter2",
        "target_session_attrs=hunter2",
        "service=hunter2",
        "host='a b' password=hunter2",
      })
  void whatIsWrongIsToldWithoutASecret(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PostgresqlNodesProvider().create(text, Map.of()))
        .withMessageStartingWith("the connection string ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void theRestComesFromTheEnvironment() {
    Parameters parameters =
        new Parameters(
            Map.of("dbname", "wub"),
            Map.of("PGHOST", "db", "PGPORT", "5433", "PGPASSWORD", "x", "PGDATABASE", "other"));

    assertThat(parameters.address()).isEqualTo("jdbc:postgresql://db:5433/");
    assertThat(parameters.properties())
        .containsEntry("PGDBNAME", "wub")
        .containsEntry("password", "x")
        .containsEntry("user", System.getProperty("user.name"));
  }

  @Test
  void whatIsNoConnectionStringIsSomebodyElses() {
    assertThat(new PostgresqlNodesProvider().understands("mysql://db/wub")).isFalse();
    assertThat(new PostgresqlNodesProvider().understands("wub")).isFalse();
    assertThat(new PostgresqlNodesProvider().understands("dbname=wub")).isTrue();
  }
}
