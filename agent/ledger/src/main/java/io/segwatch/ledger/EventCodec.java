package io.segwatch.ledger;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events as bytes, as they stand in the log. What is written once can be read for ever. */
final class EventCodec {
  /** Of the first logs, which do not tell how long the hole was before. */
  private static final byte OLD_TRANSITION = 1;

  private static final byte RECORDING = 2;
  private static final byte STORAGE = 3;
  private static final byte BASELINE = 4;
  private static final byte TRANSITION = 5;
  private static final long NEVER = Long.MIN_VALUE;

  private EventCodec() {}

  private interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  /** The word for what happened, by which a person may look for it. */
  static String typeOf(LogEvent event) {
    return switch (event) {
      case HoleTransition(Kind kind, _, _) -> "hole." + kind.label();
      case RecordingChange change -> change.stalled() ? "recording.stalled" : "recording.resumed";
      case StorageChange change -> change.available() ? "storage.available" : "storage.unavailable";
      case Baseline _ -> "baseline";
    };
  }

  static byte[] encode(LogEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), event);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutput out, LogEvent event) throws IOException {
    switch (event) {
      case HoleTransition(Kind kind, Hole hole, long before) -> {
        out.writeByte(TRANSITION);
        writeText(out, kind.name());
        writeHole(out, hole);
        out.writeLong(before);
      }
      case RecordingChange(StreamId stream, boolean stalled, long liveEdge) -> {
        out.writeByte(RECORDING);
        writeStream(out, stream);
        out.writeBoolean(stalled);
        out.writeLong(liveEdge);
      }
      case StorageChange(String place, boolean available, String reason) -> {
        out.writeByte(STORAGE);
        writeText(out, place);
        out.writeBoolean(available);
        writeText(out, reason);
      }
      case Baseline baseline -> {
        out.writeByte(BASELINE);
        writeText(out, baseline.channel());
        writeAll(out, baseline.streams(), EventCodec::writeStream);
        out.writeInt(baseline.holes());
        out.writeLong(baseline.holeMicros());
        writeAll(out, baseline.longest(), EventCodec::writeHole);
        writeAll(out, baseline.stalled(), EventCodec::writeStream);
      }
    }
  }

  /**
   * The event that was encoded.
   *
   * @throws IOException if these bytes are no event
   */
  static LogEvent decode(byte[] bytes) throws IOException {
    DataInput in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      byte type = in.readByte();
      return switch (type) {
        case OLD_TRANSITION -> new HoleTransition(Kind.valueOf(readText(in)), readHole(in));
        case TRANSITION ->
            new HoleTransition(Kind.valueOf(readText(in)), readHole(in), in.readLong());
        case RECORDING -> new RecordingChange(readStream(in), in.readBoolean(), in.readLong());
        case STORAGE -> new StorageChange(readText(in), in.readBoolean(), readText(in));
        case BASELINE ->
            new Baseline(
                readText(in),
                readAll(in, EventCodec::readStream),
                in.readInt(),
                in.readLong(),
                readAll(in, EventCodec::readHole),
                readAll(in, EventCodec::readStream));
        default -> throw new IOException("no event of type " + type + " is known");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  private static void writeHole(DataOutput out, Hole hole) throws IOException {
    writeText(out, hole.id());
    writeStream(out, hole.stream());
    out.writeLong(hole.start());
    out.writeLong(hole.end());
    writeText(out, SpansText.of(hole.remaining()));
    out.writeInt(hole.revision());
    writeText(out, hole.state().name());
    out.writeLong(Micros.of(hole.seen()));
    out.writeLong(hole.confirmed().map(Micros::of).orElse(NEVER));
    out.writeLong(hole.ended().map(Micros::of).orElse(NEVER));
    writeText(out, hole.cause().map(Cause::name).orElse(""));
  }

  private static Hole readHole(DataInput in) throws IOException {
    return new Hole(
        readText(in),
        readStream(in),
        in.readLong(),
        in.readLong(),
        SpansText.parse(readText(in)),
        in.readInt(),
        HoleState.valueOf(readText(in)),
        Micros.toInstant(in.readLong()),
        readInstant(in),
        readInstant(in),
        Optional.of(readText(in)).filter(cause -> !cause.isEmpty()).map(Cause::valueOf));
  }

  private static Optional<Instant> readInstant(DataInput in) throws IOException {
    long micros = in.readLong();
    return micros == NEVER ? Optional.empty() : Optional.of(Micros.toInstant(micros));
  }

  private static void writeStream(DataOutput out, StreamId stream) throws IOException {
    writeText(out, stream.channel());
    writeText(out, stream.quality());
  }

  private static StreamId readStream(DataInput in) throws IOException {
    return new StreamId(readText(in), readText(in));
  }

  private static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static <T> void writeAll(DataOutput out, List<T> values, Writer<T> writer)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  private static <T> List<T> readAll(DataInput in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return List.copyOf(values);
  }
}
