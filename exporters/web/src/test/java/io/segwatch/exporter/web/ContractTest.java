package io.segwatch.exporter.web;

import io.segwatch.coverage.life.HoleState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest extends ServedWeb {
  private Contract contract;

  @BeforeEach
  void read() {
    contract = Contract.read(agent.vertx());
    agent.tell(threeHours().scan());
    agent.holes().know(EventsTest.hole("h_1", HoleState.CONFIRMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meta",
        "map",
        "hours",
        "holes",
        "edges",
        "holes.csv",
        "holes?state=all&limit=1",
        "map?max=1",
        "map?max=0",
        "map?from=x",
        "hours?from=5&to=5",
        "holes?state=lost",
        "holes?limit=501",
        "edges?stream=source",
        "meta?x=1",
        "segments",
        "holes?cursor=x"
      })
  void holdsForEveryAnswer(String uri) {
    contract.check("/api/v1/" + uri.split("\\?", -1)[0], agent.get("/api/v1/" + uri));
  }
}
