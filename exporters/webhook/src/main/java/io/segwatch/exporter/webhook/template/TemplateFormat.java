package io.segwatch.exporter.webhook.template;

import static io.segwatch.exporter.webhook.template.Shown.PLAIN;

import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes messages by a template. Where a text is longer than its service takes, it is written again
 * with shorter names and lists, until it is not.
 */
public final class TemplateFormat implements Format {
  /**
   * How often the limits of {@link Shown#PLAIN} are halved: down to a name of 7 characters, and no
   * list.
   */
  private static final int STEPS = 5;

  private static final int ROUNDS = 2 * STEPS;

  /** As a path: the whole message. */
  private static final String WHOLE = "";

  private final Service service;
  private final Template template;
  private final Map<String, String> own;

  /**
   * @param own values of the operator's, by name
   */
  TemplateFormat(Service service, Template template, Map<String, String> own) {
    this.service = service;
    this.template = template;
    this.own = Map.copyOf(own);
  }

  @Override
  public String contentType() {
    return service.contentType();
  }

  @Override
  public Buffer write(Notice notice, Site site, Place place) {
    Map<String, Integer> steps = new HashMap<>();
    Object document = document(notice, site, place, steps);
    for (int round = 0; round < ROUNDS; round++) {
      List<Service.Objection> objections = objections(document);
      if (objections.isEmpty()) {
        break;
      }
      objections.forEach(objection -> steps.merge(objection.path(), 1, Integer::sum));
      document = document(notice, site, place, steps);
    }
    return service.write(document);
  }

  @Override
  public Format masked() {
    Map<String, String> hidden = new HashMap<>(own);
    hidden.replaceAll((_, _) -> "…");
    return new TemplateFormat(service, template, hidden);
  }

  /** What of the shortest message is more than the service takes. */
  List<String> objectionsToShortest(Notice notice, Site site, Place place) {
    return objections(document(notice, site, place, Map.of(WHOLE, STEPS))).stream()
        .map(Service.Objection::message)
        .toList();
  }

  private List<Service.Objection> objections(Object document) {
    List<Service.Objection> objections = service.objections(document);
    return objections.isEmpty() && service.write(document).length() > BODY_LIMIT
        ? List.of(new Service.Objection(WHOLE, "a message takes " + BODY_LIMIT + " bytes"))
        : objections;
  }

  private Object document(Notice notice, Site site, Place place, Map<String, Integer> steps) {
    return template.fill((path, name) ->
        Optional.<Object>ofNullable(own.get(name))
            .or(() -> {
              int step =
                  Math.min(steps.getOrDefault(WHOLE, 0) + steps.getOrDefault(path, 0), STEPS);
              Shown shown =
                  new Shown(
                      service.markup(path), PLAIN.nameLimit() >> step, PLAIN.listLimit() >> step);
              return Placeholder.named(name)
                  .flatMap(known -> known.of(new Placeholder.Told(notice, site, place, shown)));
            }));
  }
}
