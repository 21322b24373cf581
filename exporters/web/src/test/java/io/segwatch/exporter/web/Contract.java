package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** {@code openapi.yaml}, as served, which answers are held to. */
final class Contract {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final JsonObject paths;
  private final JsonObject responses;
  private final ResponseValidator validator;

  private Contract(Vertx vertx, JsonObject text) {
    this.paths = text.getJsonObject("paths");
    this.responses = text.getJsonObject("components").getJsonObject("responses");
    this.validator =
        ResponseValidator.create(
            vertx, Await.result(OpenAPIContract.from(vertx, onlyJson(text.copy()))));
  }

  static Contract read(Vertx vertx) {
    try (InputStream yaml = WebExporter.class.getResourceAsStream("openapi.yaml")) {
      return new Contract(vertx, new JsonObject(new Yaml().<Map<String, Object>>load(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The validator knows no problems, and nothing that is not JSON. */
  private static JsonObject onlyJson(JsonObject text) {
    for (String name : text.fieldNames()) {
      if (text.getValue(name) instanceof JsonObject child) {
        if (name.equals("content")) {
          JsonObject schema = child.getJsonObject(JSON, child.getJsonObject(PROBLEM));
          text.put(name, schema == null ? new JsonObject() : new JsonObject().put(JSON, schema));
        } else {
          onlyJson(child);
        }
      }
    }
    return text;
  }

  /** Holds an answer to what is said of the path, also of its errors. */
  void check(String path, Answer answer) {
    JsonObject operation = paths.getJsonObject(path).getJsonObject("get");
    String status = Integer.toString(answer.status());
    JsonObject declared = operation.getJsonObject("responses").getJsonObject(status);
    assertThat(declared).as("%s of %s: %s", status, path, answer.text()).isNotNull();
    if (declared.containsKey("$ref")) {
      String[] parts = declared.getString("$ref").split("/", -1);
      declared = responses.getJsonObject(parts[parts.length - 1]);
    }
    if (!declared.containsKey("content")) {
      assertThat(answer.body().length()).isZero();
      return;
    }
    String type = answer.headers().get("content-type").split(";", -1)[0];
    assertThat(declared.getJsonObject("content").fieldNames()).contains(type);
    if (type.equals(JSON) || type.equals(PROBLEM)) {
      Await.result(
          validator.validate(
              ValidatableResponse.create(answer.status(), answer.body(), JSON),
              operation.getString("operationId")));
    }
  }
}
