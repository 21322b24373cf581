import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes of the page what is shipped: {@code Press.java SOURCES TARGET}. The modules become one, in
 * the order of their imports, without comments; all is compressed, and what may be kept for ever
 * has its hash in its address. What is served is in the file {@code manifest}, a line each: path,
 * file, type. The build fails where the page is larger than it may be.
 *
 * <p>No bundler: a module imports named things from modules beside it, and no two modules have a
 * top-level name in common; both are checked.
 */
void main(String[] args) throws IOException {
  Path sources = Path.of(args[0]);
  Path target = Path.of(args[1]);
  Map<String, String> assets = new TreeMap<>();
  assets.put("app.js", new Modules(sources).link("app.js"));
  assets.put("page.css", withoutComments(Files.readString(sources.resolve("page.css"))));
  assets.put("icon.svg", Files.readString(sources.resolve("icon.svg")));
  String hash = hash(assets);
  String html =
      Files.readString(sources.resolve("index.html"))
          .replaceAll("<link rel=\"modulepreload\"[^>]*>\\R", "")
          .replaceAll("(?m)^ +", "")
          .replace("\"assets/", "\"assets/" + hash + "/");

  Files.createDirectories(target);
  StringBuilder manifest = new StringBuilder();
  manifest.append("/ index.html.gz text/html;charset=utf-8\n");
  manifest.append("/favicon.ico icon.svg.gz image/svg+xml\n"); // what browsers ask for unasked
  int sum = write(target.resolve("index.html.gz"), html);
  for (Map.Entry<String, String> asset : assets.entrySet()) {
    int size = write(target.resolve(asset.getKey() + ".gz"), asset.getValue());
    within(asset.getKey(), size, Limits.OF.getOrDefault(asset.getKey(), Integer.MAX_VALUE));
    sum += size;
    manifest.append(
        "/assets/%s/%s %2$s.gz %s\n".formatted(hash, asset.getKey(), type(asset.getKey())));
  }
  within("the page", sum, Limits.ALL);
  Files.writeString(target.resolve("manifest"), manifest);
}

/** Bytes as they are sent. */
private static final class Limits {
  static final Map<String, Integer> OF = Map.of("app.js", 20_000, "page.css", 6_000);
  static final int ALL = 30_000; // of 60,000, as the data of a normal event need the rest
}

private static void within(String what, int size, int limit) {
  if (size > limit) {
    throw new IllegalStateException(
        "%s takes %d bytes, and may take %d".formatted(what, size, limit));
  }
}

private static String type(String name) {
  return switch (name.substring(name.lastIndexOf('.') + 1)) {
    case "js" -> "text/javascript;charset=utf-8";
    case "css" -> "text/css;charset=utf-8";
    case "svg" -> "image/svg+xml";
    default -> throw new IllegalArgumentException("of no known type: " + name);
  };
}

private static String hash(Map<String, String> assets) {
  try {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    assets.values().forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  } catch (NoSuchAlgorithmException e) {
    throw new IllegalStateException(e);
  }
}

private static int write(Path file, String text) throws IOException {
  ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  try (OutputStream packed = new BestGzip(bytes)) {
    packed.write(text.getBytes(StandardCharsets.UTF_8));
  }
  Files.write(file, bytes.toByteArray());
  return bytes.size();
}

private static final class BestGzip extends GZIPOutputStream {
  BestGzip(OutputStream out) throws IOException {
    super(out);
    def.setLevel(Deflater.BEST_COMPRESSION);
  }
}

private static String withoutComments(String css) {
  return css.replaceAll("(?s)/\\*.*?\\*/", "")
      .replaceAll("\\s+", " ")
      .replaceAll(" ?([{};,>]) ?", "$1")
      .replaceAll("([:]) ", "$1")
      .strip();
}

/** Modules that become one. */
private static final class Modules {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import \\{[^}]*\\} from '\\./([\\w.]+)';\\R");
  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^(?:export )?(?:async )?(?:function\\*?|class|const|let) ([\\w$]+)");

  private final Path folder;
  private final Set<String> done = new LinkedHashSet<>();
  private final Map<String, String> declaredIn = new HashMap<>();
  private final StringBuilder linked = new StringBuilder();

  Modules(Path folder) {
    this.folder = folder;
  }

  String link(String name) {
    add(name);
    return withShortWords(withShortPrivates(linked.toString()));
  }

  /** What only a class itself can name needs no long name. */
  private static String withShortPrivates(String text) {
    Map<String, String> names = new HashMap<>();
    return Pattern.compile("#([a-z]\\w*)")
        .matcher(text)
        .replaceAll(
            found -> "#" + names.computeIfAbsent(found.group(1), _ -> shortName(names.size())));
  }

  /** What is never assigned again is so without saying so: the types were checked before. */
  private static String withShortWords(String text) {
    return text.replaceAll("\\bconst(?=[ \\[{])", "let")
        .replaceAll("\\(([a-z]\\w*)\\)=>", "$1=>")
        .replaceAll(",(?=[}\\])])", "");
  }

  private static String shortName(int number) {
    return number < 26 ? String.valueOf((char) ('a' + number)) : "z" + number;
  }

  private void add(String name) {
    if (!done.add(name)) {
      return;
    }
    String text = read(name);
    Matcher imports = IMPORT.matcher(text);
    imports.results().map(found -> found.group(1)).forEach(this::add);
    String body = imports.replaceAll("");
    if (Pattern.compile("(?m)^(import|export (?!async |function|class|const))")
        .matcher(body)
        .find()) {
      throw new IllegalStateException(name + ": only named imports of modules beside it, please");
    }
    DECLARATION
        .matcher(body)
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(declared -> {
          String other = declaredIn.put(declared, name);
          if (other != null) {
            throw new IllegalStateException(
                "%s and %s both have a %s".formatted(other, name, declared));
          }
        });
    linked.append(new Script(body.replaceAll("(?m)^export ", "")).squeezed()).append('\n');
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

/** A script that loses its comments, and the blanks that mean nothing. */
private static final class Script {
  /** What a division cannot come after, so that a slash there begins a pattern. */
  private static final String NO_VALUE = "(,=:[!&|?{};+-*%<>~^\n";

  /**
   * A line that ends so goes on, or needs no end: where a brace ends a statement, a semicolon
   * follows it.
   */
  private static final String OPEN = "{};,([=:?&|<>+-*";

  /** A line that begins so goes on with the one before, or ends a block. */
  private static final String CLOSE = "}.,)]?:&|=";

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  Script(String text) {
    this.text = text;
  }

  String squeezed() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        copyTo(endOfString(at));
      } else if (c == '`') {
        template();
      } else if (text.startsWith("//", at)) {
        at = text.indexOf('\n', at);
      } else if (text.startsWith("/*", at)) {
        at = text.indexOf("*/", at) + 2;
      } else if (c == '/' && beginsPattern()) {
        copyTo(endOfPattern(at));
      } else if (Character.isWhitespace(c)) {
        blank();
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString().strip();
  }

  private void copyTo(int end) {
    out.append(text, at, end);
    at = end;
  }

  private boolean beginsPattern() {
    String before = out.toString().stripTrailing();
    return before.isEmpty()
        || NO_VALUE.indexOf(before.charAt(before.length() - 1)) >= 0
        || before.endsWith("return");
  }

  /** Text as it is, and what stands in its holes squeezed. */
  private void template() {
    int end = endOfTemplate(at);
    int from = at;
    for (int next = at; next < end; next++) {
      if (text.charAt(next) == '\\') {
        next++;
      } else if (text.startsWith("${", next)) {
        int close = endOfHole(next + 2);
        out.append(text, from, next + 2)
            .append(new Script(text.substring(next + 2, close)).squeezed());
        from = close;
        next = close;
      }
    }
    out.append(text, from, end);
    at = end;
  }

  private int endOfString(int begin) {
    char quote = text.charAt(begin);
    int end = begin + 1;
    while (text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private int endOfPattern(int begin) {
    boolean inClass = false;
    for (int end = begin + 1; ; end++) {
      switch (text.charAt(end)) {
        case '\\' -> end++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '/' -> {
          if (!inClass) {
            return end + 1;
          }
        }
        default -> {}
      }
    }
  }

  private int endOfTemplate(int begin) {
    for (int end = begin + 1; ; end++) {
      if (text.charAt(end) == '\\') {
        end++;
      } else if (text.charAt(end) == '`') {
        return end + 1;
      } else if (text.startsWith("${", end)) {
        end = endOfHole(end + 2);
      }
    }
  }

  /** The brace that ends what stands in a template. */
  private int endOfHole(int begin) {
    int depth = 1;
    for (int end = begin; ; end++) {
      switch (text.charAt(end)) {
        case '\'', '"' -> end = endOfString(end) - 1;
        case '`' -> end = endOfTemplate(end) - 1;
        case '{' -> depth++;
        case '}' -> {
          if (--depth == 0) {
            return end;
          }
        }
        default -> {}
      }
    }
  }

  /** Blanks and comments up to the next token become a line's end, a blank, or nothing. */
  private void blank() {
    boolean line = false;
    while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isComment())) {
      if (text.startsWith("//", at)) {
        at = text.indexOf('\n', at);
      } else if (text.startsWith("/*", at)) {
        at = text.indexOf("*/", at) + 2;
      } else {
        line |= text.charAt(at++) == '\n';
      }
    }
    if (out.isEmpty() || at == text.length()) {
      return;
    }
    char before = out.charAt(out.length() - 1);
    char after = text.charAt(at);
    if (line && before == ';' && after == '}') {
      out.setLength(out.length() - 1);
    } else if (line) {
      if (OPEN.indexOf(before) < 0 && CLOSE.indexOf(after) < 0) {
        out.append('\n');
      }
    } else if (isWord(before) && isWord(after) || before == after && "+-".indexOf(after) >= 0) {
      out.append(' ');
    }
  }

  private boolean isComment() {
    return text.startsWith("//", at) || text.startsWith("/*", at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_$#".indexOf(c) >= 0;
  }
}
