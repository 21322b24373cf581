package io.segwatch.exporter.webhook.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Map<String, Object> VALUES =
      Map.of("a", "A", "n", 7, "evil", "\",\"b\":\"${a}", "level", "problem");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'x': '${a}'} | {'x':'A'}",
        "{'x': ['1 ${a} ${n} 2']} | {'x':['1 A 7 2']}",
        // What a placeholder alone stands for is put there as it is, or nothing is.
        "{'x': '${n}', 'y': '${none}', 'z': ['${none}']} | {'x':7,'z':[]}",
        "{'x': ' ${none} '} | {'x':'  '}",
        // Values are values: neither JSON nor placeholders nor patterns.
        "{'x': '${evil}'} | {'x':'\\',\\'b\\':\\'${a}'}",
        "{'x': '$${a} $1 \\\\1 $ {a} ${'} | {'x':'${a} $1 \\\\1 $ {a} ${'}",
        // Keys are the template's own.
        "{'${a}x': 1, 'y': null, 'z': true, 'w': 1.50} | {'${a}x':1,'z':true,'w':1.5}",
        "{'x': {'${level}': {'problem': 4, 'otherwise': 3}}} | {'x':4}",
        "{'x': {'${a}': {'problem': 4, 'otherwise': 3}}} | {'x':3}",
        "{'x': {'${a}': {'problem': 4}}, 'y': 1} | {'y':1}",
        "{'x': {'${none}': {'': 'n', 'otherwise': 'y'}}} | {'x':'n'}",
        "{'x': {'${level}': {'problem': {'y': ['${a}']}}}} | {'x':{'y':['A']}}",
        "{'x': [{'${level}': {'problem': '${n}'}}, {'${level}': {}}]} | {'x':[7]}"
      })
  void placeholdersBecomeValues(String template, String document) {
    Object filled =
        new Template(new JsonObject(json(template)).getMap())
            .fill((_, name) -> Optional.ofNullable(VALUES.get(name)));

    assertThat(filled).isEqualTo(new JsonObject(json(document)).getMap());
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
