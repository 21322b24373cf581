package io.segwatch.agent;

import io.segwatch.agent.scan.ChannelCycle;
import io.segwatch.agent.scan.ScanBoard;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogPosition;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Every address of the event bus. Messages are immutable records, handed over as they are; a
 * consumer hears them in the order in which one sender sent them. A message is a hint and may be
 * dropped: state is in {@link ScanBoard}, and what must not be missed is in the ledger.
 */
public final class Bus {
  /** {@link ChannelCycle}: a channel was scanned. Published. */
  public static final String SCANNED = "segwatch.scanned";

  /** {@link StreamId}: a stream is no longer watched. Published, after its last scan. */
  public static final String FORGOTTEN = "segwatch.forgotten";

  /** {@link LogPosition}: the log has grown up to here. Published. */
  public static final String LOG_GREW = "segwatch.log-grew";

  private Bus() {}

  /** Teaches the bus to carry the messages. */
  public static void registerCodecs(Vertx vertx) {
    vertx.eventBus().registerDefaultCodec(ChannelCycle.class, new LocalCodec<>("channel-cycle"));
    vertx.eventBus().registerDefaultCodec(StreamId.class, new LocalCodec<>("stream-id"));
    vertx.eventBus().registerDefaultCodec(LogPosition.class, new LocalCodec<>("log-position"));
  }

  /** Hands the same immutable object to every consumer in this process. */
  private record LocalCodec<T>(String name) implements MessageCodec<T, T> {
    @Override
    public T transform(T message) {
      return message;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
      throw new IllegalStateException("the bus is not clustered");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
      throw new IllegalStateException("the bus is not clustered");
    }

    @Override
    public byte systemCodecID() {
      return -1; // a codec of the user's
    }
  }
}
