package io.segwatch.exporter.webhook;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.Command;
import io.segwatch.exporter.Spelling;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Examples;
import io.segwatch.exporter.webhook.message.Message;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code segwatch webhook render ENDPOINT [--type TYPE]}: shows what an endpoint would be sent, for
 * something made up of each type or of one, and sends nothing. Exits with 0, or 2 if it was called
 * wrongly.
 */
final class RenderCommand implements Command {
  private static final int SHOWN = 0;
  private static final int WRONG_CALL = 2;
  private static final String TYPE = "--type";

  private final EndpointReader reader;
  private final Clock clock;

  RenderCommand(EndpointReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "render";
  }

  @Override
  public String summary() {
    return "ENDPOINT [--type TYPE]: shows what it would be sent, of each type or of one";
  }

  @Override
  public int run(List<String> arguments, Environment environment) {
    Optional<Call> call = Call.parse(arguments);
    Optional<EndpointSettings> endpoint =
        PostPrinter.endpoint(name(), call.map(Call::names).orElse(List.of()), reader, environment);
    if (call.isEmpty() || endpoint.isEmpty()) {
      return WRONG_CALL;
    }
    String type = call.get().type();
    if (!type.isEmpty() && EventType.named(type).isEmpty()) {
      List<String> labels = Arrays.stream(EventType.values()).map(EventType::label).toList();
      environment
          .err()
          .println(
              TYPE
                  + ": there is no such type; did you mean "
                  + Spelling.nearest(type, labels).orElseThrow()
                  + "?");
      return WRONG_CALL;
    }
    show(endpoint.get(), EventType.named(type), environment);
    return SHOWN;
  }

  private void show(EndpointSettings endpoint, Optional<EventType> type, Environment environment) {
    Instant now = clock.instant();
    Examples examples = new Examples(new StreamId("channel", "source"), now);
    Site site = new Site(environment.node(), environment.publicUrl());
    Place place = new Place(endpoint.name(), "x7d2", 611);
    for (Notice notice : type.map(examples::of).orElseGet(examples::all)) {
      Message message = Message.of(notice, endpoint.format().masked(), site, place);
      // What is signed is not what is shown, where something is masked.
      SignedPost post = SignedPost.of(endpoint, message, 1, List.of(), now);
      environment.out().println("# " + notice.type().label());
      PostPrinter.print(endpoint, post, message.body(), environment.out());
    }
  }

  /** What was asked for; the type is empty where all are. */
  private record Call(List<String> names, String type) {
    static Optional<Call> parse(List<String> arguments) {
      int flag = arguments.indexOf(TYPE);
      if (flag < 0) {
        return Optional.of(
            arguments.size() == 2 && arguments.get(1).startsWith(TYPE + "=")
                ? new Call(arguments.subList(0, 1), arguments.get(1).substring(TYPE.length() + 1))
                : new Call(arguments, ""));
      }
      return arguments.size() == 3 && flag < 2
          ? Optional.of(
              new Call(List.of(arguments.get(flag == 0 ? 2 : 0)), arguments.get(flag + 1)))
          : Optional.empty();
    }
  }
}
