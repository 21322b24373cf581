package io.segwatch.agent.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code module}, {@code message}, {@code
 * error}.
 */
final class JsonFormatter extends Formatter {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String format(LogRecord entry) {
    StringWriter text = new StringWriter(200);
    try (JsonGenerator line = JSON.createGenerator(text)) {
      line.writeStartObject();
      line.writeStringField("time", TextFormatter.timeOf(entry.getInstant()));
      line.writeStringField("level", Levels.label(entry.getLevel()));
      line.writeStringField("module", TextFormatter.moduleOf(entry));
      line.writeStringField("message", formatMessage(entry));
      if (entry.getThrown() != null) {
        line.writeStringField("error", TextFormatter.stackTraceOf(entry.getThrown()));
      }
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}
