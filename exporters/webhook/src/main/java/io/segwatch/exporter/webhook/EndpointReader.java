package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Settings;
import io.segwatch.exporter.webhook.SourcedTexts.Sourced;
import io.segwatch.exporter.webhook.message.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the settings of the exporter.
 *
 * <pre>{@code
 * endpoints:
 *   - name: pager                      # required, unique
 *     url: https://example.org/hook    # required; or url-file, or url-env
 *     secret-file: /etc/segwatch/pager # or secret, or secret-env; or unsigned: true
 *     channels: [desertbus]            # all, if left out; so for qualities and events
 *     min-duration: 2s
 * }</pre>
 */
final class EndpointReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t -~\\u00a0-\\u00ff]*");

  /** Ours, and those that say where a request ends and where it goes. */
  private static final Pattern RESERVED_HEADER =
      Pattern.compile(
          "webhook-.*|segwatch-attempt|user-agent|host|content-(type|length|encoding)|connection"
              + "|expect|keep-alive|te|trailer|transfer-encoding|upgrade");

  /** What stands for a target that could not be read. */
  private static final Target NOWHERE = new Target(true, "", 443, "/");

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration LONGEST_GROUPING = Duration.ofHours(24);

  private static final Duration LONGEST_MIN_DURATION = Duration.ofDays(365);

  private final SourcedTexts texts;
  private final SecretReader secrets;

  /**
   * @param environment the variables of the process
   */
  EndpointReader(Function<String, Optional<String>> environment) {
    this.texts = new SourcedTexts(environment);
    this.secrets = new SecretReader(texts);
  }

  /** The endpoints that could be read; all that is wrong is reported to the settings. */
  List<EndpointSettings> read(Settings settings) {
    List<EndpointSettings> endpoints = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Settings section : settings.sections("endpoints")) {
      EndpointSettings endpoint = endpoint(section);
      if (!names.add(endpoint.name())) {
        section.problem("name", "another endpoint has that name");
      }
      endpoints.add(endpoint);
    }
    return endpoints;
  }

  private EndpointSettings endpoint(Settings settings) {
    boolean allowHttp = settings.flag("allow-http", false);
    FormatReader format = FormatReader.of(settings);
    return new EndpointSettings(
        name(settings),
        target(settings, format, allowHttp),
        secrets.read(settings, format.isSigned()),
        filter(settings),
        format.read(settings),
        grouping(settings, "group-wait", Duration.ofSeconds(30)),
        grouping(settings, "group-interval", Duration.ofMinutes(5)),
        timeout(settings, "timeout", Duration.ofSeconds(15)),
        timeout(settings, "connect-timeout", Duration.ofSeconds(5)),
        allowHttp,
        headers(settings));
  }

  private static String name(Settings settings) {
    String name = settings.text("name", "");
    if (!NAME.matcher(name).matches()) {
      settings.problem(
          "name", "is to be 1 to 63 letters, digits, '_', '.' or '-', a letter or digit first");
    }
    return name;
  }

  private Target target(Settings settings, FormatReader format, boolean allowHttp) {
    Optional<Sourced> url = texts.read(settings, "url");
    if (url.isEmpty()) {
      if (SourcedTexts.given(settings, "url").isEmpty()) {
        settings.problem("url", "is missing: give one of url, url-file and url-env");
      }
      return NOWHERE;
    }
    String source = url.get().source();
    try {
      Target target = Target.parse(url.get().text());
      if (!target.tls() && !allowHttp && !target.isLoopbackByName()) {
        settings.problem(
            source, "plain http is for this machine only: use https, or say allow-http: true");
      }
      format.objection(target).ifPresent(objection -> settings.problem(source, objection));
      return target;
    } catch (IllegalArgumentException wrong) {
      settings.problem(source, String.valueOf(wrong.getMessage()));
      return NOWHERE;
    }
  }

  private static EventFilter filter(Settings settings) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String label : settings.texts("events")) {
      EventType.named(label)
          .ifPresentOrElse(
              types::add,
              () -> settings.problem("events", "each is to be one of " + EventType.list()));
    }
    Duration minDuration = settings.duration("min-duration", Duration.ZERO);
    if (minDuration.compareTo(LONGEST_MIN_DURATION) > 0) {
      settings.problem("min-duration", "is to be 365d at most");
    }
    return new EventFilter(
        Set.copyOf(settings.texts("channels")),
        Set.copyOf(settings.texts("qualities")),
        types,
        minDuration);
  }

  private static Duration grouping(Settings settings, String key, Duration fallback) {
    Duration length = settings.duration(key, fallback);
    if (length.compareTo(LONGEST_GROUPING) > 0) {
      settings.problem(key, "is to be 24h at most");
    }
    return length;
  }

  private static Duration timeout(Settings settings, String key, Duration fallback) {
    Duration timeout = settings.duration(key, fallback);
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      settings.problem(key, "is to be from 1ms to 60s");
    }
    return timeout;
  }

  private Map<String, String> headers(Settings settings) {
    Map<String, String> headers = new TreeMap<>();
    texts
        .readByName(settings, "headers")
        .forEach((name, value) -> {
          if (!HEADER_NAME.matcher(name).matches()) {
            settings.problem(value.source(), "is no name of a header");
          } else if (RESERVED_HEADER.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            settings.problem(value.source(), "is set by segwatch itself");
          }
          if (!HEADER_VALUE.matcher(value.text()).matches()) {
            settings.problem(value.source(), "is to be one line of ASCII or Latin-1");
          }
          headers.put(name, value.text());
        });
    return headers;
  }
}
