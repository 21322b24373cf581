package io.segwatch.exporter.webhook.template;

import static io.segwatch.exporter.webhook.template.Rule.Unit.BYTES;
import static io.segwatch.exporter.webhook.template.Rule.Unit.CHARACTERS;
import static io.segwatch.exporter.webhook.template.Rule.Unit.CODE_POINTS;
import static io.segwatch.exporter.webhook.template.Rule.Unit.ELEMENTS;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A service that takes messages in a form of its own: what it makes of a document's strings. */
public enum Service {
  /** Incoming webhooks, with blocks. */
  SLACK(
      Integer.MAX_VALUE,
      Rule.of("text", Markup.SLACK, 4_000, CHARACTERS),
      Rule.of("blocks", Markup.NONE, 50, ELEMENTS),
      Rule.of("blocks.header.text.text", Markup.SLACK, 150, CHARACTERS),
      Rule.of("blocks.section.fields", Markup.NONE, 10, ELEMENTS),
      Rule.of("blocks.section.fields.*.text", Markup.SLACK, 2_000, CHARACTERS),
      Rule.of("blocks.context.elements", Markup.NONE, 10, ELEMENTS),
      Rule.of("blocks.actions.elements", Markup.NONE, 25, ELEMENTS),
      Rule.of("blocks.*.elements.button.text.text", Markup.SLACK, 75, CHARACTERS),
      Rule.of("blocks.*.elements.*.text", Markup.SLACK, 3_000, CHARACTERS),
      Rule.of("blocks.*.text.text", Markup.SLACK, 3_000, CHARACTERS)),

  /** Webhooks, with embeds. */
  DISCORD(
      6_000,
      Rule.of("username", Markup.NONE, 80, CHARACTERS),
      Rule.of("content", Markup.DISCORD, 2_000, CHARACTERS),
      Rule.of("embeds", Markup.NONE, 10, ELEMENTS),
      Rule.of("embeds.*.title", Markup.DISCORD, 256, CHARACTERS).counted(),
      Rule.of("embeds.*.description", Markup.DISCORD, 4_096, CHARACTERS).counted(),
      Rule.of("embeds.*.fields", Markup.NONE, 25, ELEMENTS),
      Rule.of("embeds.*.fields.*.name", Markup.DISCORD, 256, CHARACTERS).counted(),
      Rule.of("embeds.*.fields.*.value", Markup.DISCORD, 1_024, CHARACTERS).counted(),
      Rule.of("embeds.*.footer.text", Markup.NONE, 2_048, CHARACTERS).counted(),
      Rule.of("embeds.*.author.name", Markup.NONE, 256, CHARACTERS).counted()),

  /** The REST call that sends a message: a form. */
  ZULIP(
      Integer.MAX_VALUE,
      Rule.of("topic", Markup.NONE, 60, CODE_POINTS),
      Rule.of("content", Markup.ZULIP, 10_000, CODE_POINTS)) {
    @Override
    String contentType() {
      return "application/x-www-form-urlencoded";
    }

    @Override
    Buffer write(Object document) {
      return Buffer.buffer(
          ((Map<?, ?>) document)
              .entrySet().stream()
                  .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                  .collect(Collectors.joining("&")));
    }

    private static String encoded(Object value) {
      return URLEncoder.encode(
          value instanceof String text ? text : Json.encode(value), StandardCharsets.UTF_8);
    }
  },

  /** Publishing as JSON. */
  NTFY(
      Integer.MAX_VALUE,
      Rule.of("topic", Markup.NONE, 64, CHARACTERS),
      Rule.of("title", Markup.NONE, 1_024, BYTES),
      Rule.of("message", Markup.NONE, 4_096, BYTES),
      Rule.of("actions", Markup.NONE, 3, ELEMENTS)),

  /** Any other: it takes JSON as it is. */
  TEMPLATE(Integer.MAX_VALUE);

  private final int sumLimit;

  @SuppressWarnings("ImmutableEnumChecker") // a list that does not change
  private final List<Rule> rules;

  Service(int sumLimit, Rule... rules) {
    this.sumLimit = sumLimit;
    this.rules = List.of(rules);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String contentType() {
    return "application/json";
  }

  /** A document in the form that the service takes. */
  Buffer write(Object document) {
    return Buffer.buffer(Json.encode(document));
  }

  /** What the service makes of the string at a path. */
  Markup markup(String path) {
    return rule(path).map(Rule::markup).orElse(Markup.NONE);
  }

  private Optional<Rule> rule(String path) {
    return rules.stream().filter(rule -> rule.isFor(path)).findFirst();
  }

  /**
   * Something that is more than the service takes.
   *
   * @param path of the text or list; empty for the message as a whole
   */
  record Objection(String path, String message) {}

  /** What of a document is more than the service takes. */
  List<Objection> objections(Object document) {
    List<Objection> objections = new ArrayList<>();
    AtomicInteger sum = new AtomicInteger();
    Paths.walk(
        document,
        (path, value) ->
            rule(path)
                .ifPresent(rule -> {
                  if (rule.size(value) > rule.limit()) {
                    objections.add(
                        new Objection(
                            path, path + " takes " + rule.limit() + " " + rule.unit().label()));
                  }
                  sum.addAndGet(rule.summed() ? rule.size(value) : 0);
                }));
    if (sum.get() > sumLimit) {
      objections.add(new Objection("", "all texts together take " + sumLimit + " characters"));
    }
    return objections;
  }
}
