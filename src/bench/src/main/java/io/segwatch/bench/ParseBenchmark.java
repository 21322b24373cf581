package io.segwatch.bench;

import io.segwatch.coverage.SegmentNameParser;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads one name. */
@State(Scope.Thread)
public class ParseBenchmark {
  private final SegmentNameParser parser = new SegmentNameParser();
  private final byte[] name =
      "12:34.567-2.000-full-47DEQpj8HBSa_-TImW_5JCeuQeRkm5NMpJWZG3hSuFU.ts"
          .getBytes(StandardCharsets.US_ASCII);

  @Benchmark
  public long parse() {
    return parser.parse(name, 0, name.length) ? parser.start() : -1;
  }
}
