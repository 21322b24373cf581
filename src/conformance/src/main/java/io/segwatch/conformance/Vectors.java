package io.segwatch.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small cases, one rule each. */
public final class Vectors {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int PIXELS_AN_HOUR = 1_800;

  private Vectors() {}

  /**
   * One case.
   *
   * @param title the rule
   * @param files as paths below the folder of a stream
   * @param expected what a check with a map is to print for it, less channel and quality
   */
  public record Case(String title, List<TreeEntry> files, String expected) {
    /** Makes the files below the folder of a stream. */
    public void plant(Path stream) throws IOException {
      for (TreeEntry file : files) {
        file.plant(stream);
      }
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** All of them. */
  public static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = Resources.open("vectors.json");
        JsonParser json = JSON.createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        cases.add(read(json));
      }
    }
    return cases;
  }

  private static Case read(JsonParser json) throws IOException {
    String title = "";
    List<TreeEntry> files = List.of();
    String expected = "";
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      switch (key) {
        case "case" -> title = json.getText();
        case "files" -> files = files(json);
        case "expect" -> expected = expected(json);
        default -> throw new IOException("vectors.json: what is " + key + "?");
      }
    }
    return new Case(title, files, expected);
  }

  private static List<TreeEntry> files(JsonParser json) throws IOException {
    List<TreeEntry> files = new ArrayList<>();
    for (String hour = json.nextFieldName(); hour != null; hour = json.nextFieldName()) {
      json.nextToken();
      files.add(new TreeEntry(hour + "/", 0));
      while (json.nextToken() == JsonToken.START_ARRAY) {
        String name = json.nextTextValue();
        files.add(new TreeEntry(hour + "/" + name, json.nextLongValue(-1)));
        json.nextToken();
      }
    }
    return files;
  }

  private static String expected(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(text)) {
      copy.writeStartObject();
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        json.nextToken();
        copy.writeFieldName(key);
        if (key.equals("map")) {
          copyMap(json, copy);
        } else {
          copy.copyCurrentStructure(json);
        }
      }
      copy.writeEndObject();
    }
    return text.toString();
  }

  /** The map as the program prints it: a text for each hour, where the vectors have runs. */
  private static void copyMap(JsonParser json, JsonGenerator copy) throws IOException {
    copy.writeStartObject();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      if (key.equals("runs")) {
        copy.writeFieldName("hours");
        copyHours(json, copy);
      } else {
        copy.writeFieldName(key);
        copy.copyCurrentStructure(json);
      }
    }
    copy.writeEndObject();
  }

  private static void copyHours(JsonParser json, JsonGenerator copy) throws IOException {
    StringBuilder cells = new StringBuilder();
    while (json.nextToken() == JsonToken.START_ARRAY) {
      String sign = json.nextTextValue();
      cells.repeat(sign, json.nextIntValue(0));
      json.nextToken();
    }
    copy.writeStartArray();
    for (int from = 0; from < cells.length(); from += PIXELS_AN_HOUR) {
      copy.writeString(cells.substring(from, from + PIXELS_AN_HOUR));
    }
    copy.writeEndArray();
  }
}
