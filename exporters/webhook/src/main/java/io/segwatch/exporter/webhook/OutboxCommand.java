package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Command;
import io.segwatch.statefile.StateFile;
import io.segwatch.statefile.StateFileException;
import io.segwatch.statefile.StateFolder;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code segwatch outbox list|show|replay|drop}: what waits to be delivered, what was given up, and
 * what is to be done about it (alerts §5). It reads the file beside a running agent; orders go to
 * that agent by its control socket, or are carried out here where none runs.
 */
final class OutboxCommand implements Command {
  private static final int DONE = 0;
  private static final int WRONG_CALL = 2;
  private static final int UNREADABLE = 3;

  private static final String USAGE =
      """
      segwatch outbox list [ENDPOINT] [--state waiting|dead|delivered|all] [--format text|json]
      segwatch outbox show ENDPOINT NUMBER [--format text|json]
      segwatch outbox replay ENDPOINT [NUMBER...]   sends again; without a NUMBER all dead letters
      segwatch outbox drop ENDPOINT [NUMBER...]     forgets; without a NUMBER all dead letters
      NUMBER is an endpoint_sequence.\
      """;

  private final Clock clock;

  OutboxCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public String summary() {
    return "list|show|replay|drop: webhooks that wait or were given up, and what to do with them";
  }

  /** What is wrong with a call. */
  private static final class WrongCallException extends Exception {
    private static final long serialVersionUID = 1;

    WrongCallException(String message) {
      super(message);
    }
  }

  /** The words of a call, with its options taken out. */
  private record Call(List<String> words, String state, boolean json) {
    static Call of(List<String> arguments) throws WrongCallException {
      List<String> words = new ArrayList<>();
      String state = "";
      String format = "text";
      for (int i = 0; i < arguments.size(); i++) {
        String[] parts = arguments.get(i).split("=", 2);
        if (!parts[0].startsWith("--")) {
          words.add(arguments.get(i));
          continue;
        }
        if (parts.length == 1 && i + 1 == arguments.size()) {
          throw new WrongCallException(parts[0] + " needs a value");
        }
        String value = parts.length == 2 ? parts[1] : arguments.get(++i);
        switch (parts[0]) {
          case "--state" ->
              state = oneOf(parts[0], value, List.of("waiting", "dead", "delivered", "all"));
          case "--format" -> format = oneOf(parts[0], value, List.of("text", "json"));
          default -> throw new WrongCallException("there is no option " + parts[0]);
        }
      }
      return new Call(words, state, format.equals("json"));
    }

    private static String oneOf(String option, String value, List<String> known)
        throws WrongCallException {
      if (!known.contains(value)) {
        throw new WrongCallException(option + " is to be one of " + String.join(", ", known));
      }
      return value;
    }

    List<String> states() {
      return switch (state) {
        case "" -> List.of("waiting", "dead");
        case "all" -> List.of("waiting", "dead", "delivered");
        default -> List.of(state);
      };
    }
  }

  @Override
  public int run(List<String> arguments, Environment environment) {
    PrintWriter err = environment.err();
    try {
      Call call = Call.of(arguments);
      List<String> words = call.words();
      return switch (words.isEmpty() ? "" : words.getFirst()) {
        case "list" -> list(call, environment);
        case "show" -> show(call, environment);
        case "replay" -> order(OutboxOrder.Kind.REPLAY, words, environment);
        case "drop" -> order(OutboxOrder.Kind.DROP, words, environment);
        default -> throw new WrongCallException("outbox is to be followed by what to do");
      };
    } catch (WrongCallException e) {
      err.println("segwatch: " + e.getMessage() + "\n" + USAGE);
      return WRONG_CALL;
    } catch (StateFileException e) {
      err.println(
          e.reason() == StateFileException.Reason.GONE
              ? "segwatch: there is no outbox in "
                  + environment.stateDir()
                  + "; is --state-dir, or --base-dir, the agent's?"
              : "segwatch: " + e.getMessage());
      return UNREADABLE;
    } catch (IOException | UncheckedIOException e) {
      err.println("segwatch: " + e.getMessage());
      return UNREADABLE;
    }
  }

  private static StateFile file(Environment environment) throws StateFileException {
    return StateFile.openReadOnly(
        environment.stateDir().resolve(OutboxSchema.FILE), OutboxSchema.SCHEMA);
  }

  private static int list(Call call, Environment environment)
      throws WrongCallException, StateFileException {
    if (call.words().size() > 2) {
      throw new WrongCallException("list takes one ENDPOINT at most");
    }
    Optional<String> endpoint = call.words().stream().skip(1).findFirst();
    List<OutboxEntry> entries;
    try (StateFile file = file(environment)) {
      entries = file.read(sql -> OutboxEntry.list(sql, call.states(), endpoint));
    }
    for (OutboxEntry entry : entries) {
      environment.out().println(call.json() ? entry.json().encode() : entry.line());
    }
    if (entries.isEmpty() && !call.json()) {
      environment.out().println("nothing is " + String.join(" or ", call.states()));
    }
    return DONE;
  }

  private static int show(Call call, Environment environment)
      throws WrongCallException, StateFileException {
    if (call.words().size() != 3) {
      throw new WrongCallException("show takes an ENDPOINT and a NUMBER");
    }
    String endpoint = call.words().get(1);
    long number = number(call.words().get(2));
    Optional<OutboxEntry> found;
    try (StateFile file = file(environment)) {
      found = file.read(sql -> OutboxEntry.find(sql, endpoint, number));
    }
    if (found.isEmpty()) {
      environment
          .err()
          .println("segwatch: there is no message " + number + " of '" + endpoint + "'");
      return WRONG_CALL;
    }
    OutboxEntry entry = found.get();
    if (call.json()) {
      environment.out().println(entry.json().encode());
    } else {
      environment.out().println(entry.line());
      environment.out().println("webhook-id: " + entry.id());
      environment.out().println("content-type: " + entry.contentType());
      environment.out().println();
      environment
          .out()
          .println(Printable.lines(entry.body().orElse("(a body that was delivered is not kept)")));
    }
    return DONE;
  }

  private static long number(String word) throws WrongCallException {
    return OutboxPages.number(word)
        .orElseThrow(
            () -> new WrongCallException("'" + word + "' is no NUMBER of a message, such as 12"));
  }

  private int order(OutboxOrder.Kind kind, List<String> words, Environment environment)
      throws WrongCallException, IOException {
    if (words.size() < 2) {
      throw new WrongCallException(kind.word() + " takes an ENDPOINT, and NUMBERs");
    }
    List<Long> numbers = new ArrayList<>();
    for (String word : words.subList(2, words.size())) {
      numbers.add(number(word));
    }
    OutboxOrder order = new OutboxOrder(kind, words.get(1), numbers);
    Optional<ControlClient.Answer> answer =
        ControlClient.post(environment.stateDir().resolve("control"), target(order));
    OutboxOrder.Result result =
        answer.isPresent()
            ? new OutboxOrder.Result(answer.get().status() == 200, words(answer.get()))
            : alone(order, environment.stateDir());
    (result.done() ? environment.out() : environment.err())
        .println(result.done() ? result.words() : "segwatch: " + result.words());
    return result.done() ? DONE : WRONG_CALL;
  }

  private static String target(OutboxOrder order) {
    StringBuilder target =
        new StringBuilder(OutboxPages.path(order.kind()))
            .append("?endpoint=")
            .append(URLEncoder.encode(order.endpoint(), StandardCharsets.UTF_8));
    order.numbers().forEach(number -> target.append("&number=").append(number));
    return target.toString();
  }

  /** An error comes as {@code application/problem+json}. */
  private static String words(ControlClient.Answer answer) {
    if (answer.status() == 200) {
      return answer.body().strip();
    }
    try {
      return new JsonObject(answer.body())
          .getString("detail", "the agent answered with status " + answer.status());
    } catch (DecodeException notJson) {
      return "the agent answered with status " + answer.status();
    }
  }

  private OutboxOrder.Result alone(OutboxOrder order, Path stateDir) throws IOException {
    try (StateFile there =
        StateFile.openReadOnly(stateDir.resolve(OutboxSchema.FILE), OutboxSchema.SCHEMA)) {
      there.read(sql -> sql.number("select count(*) from endpoint")); // not to make one in vain
    }
    try (StateFolder folder = StateFolder.take(stateDir, "segwatch outbox " + order.kind().word());
        OutboxFile file = OutboxFile.open(folder.path(), clock)) {
      return file.carryOut(order);
    }
  }
}
