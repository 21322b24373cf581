package io.segwatch.agent.cli;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.StreamScan;
import java.io.PrintWriter;

/** A line a hole. */
final class CsvReport implements CheckReport {
  private final PrintWriter out;

  CsvReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin() {
    out.print("channel,quality,kind,start,end,seconds\n");
  }

  @Override
  public void stream(StreamId stream, StreamScan scan) {
    write(stream, "raw", scan.timeline().holes());
    write(stream, "editable", scan.timeline().editableHoles());
  }

  private void write(StreamId stream, String kind, Spans holes) {
    String front = Csv.cell(stream.channel()) + "," + Csv.cell(stream.quality()) + "," + kind + ",";
    for (int i = 0; i < holes.size(); i++) {
      out.print(front);
      out.print(Figures.time(holes.from(i)) + "," + Figures.time(holes.to(i)) + ",");
      out.print(Figures.seconds(holes.length(i)) + "\n");
    }
  }
}
