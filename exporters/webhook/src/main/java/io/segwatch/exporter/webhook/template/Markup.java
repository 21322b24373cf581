package io.segwatch.exporter.webhook.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service makes of a string, and so how a name is written in it that is to stay one. */
enum Markup {
  /** Nothing: it shows it as it is. */
  NONE {
    @Override
    String escape(String name) {
      return name;
    }
  },

  /** Slack's: {@code <…>} is a link or a mention, and three characters have entities. */
  SLACK {
    @Override
    String escape(String name) {
      return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  },

  /** Discord's Markdown, in which every mark can be escaped; mentions and addresses need marks. */
  DISCORD {
    @Override
    String escape(String name) {
      return MARKS.matcher(name).replaceAll("\\\\$0");
    }
  },

  /** Zulip's Markdown, which has no escapes: a name is code, within more backticks than it has. */
  ZULIP {
    @Override
    String escape(String name) {
      Matcher runs = BACKTICKS.matcher(name);
      int longest = runs.results().mapToInt(run -> run.group().length()).max().orElse(0);
      String fence = "`".repeat(longest + 1);
      boolean touches = name.startsWith("`") || name.endsWith("`");
      return touches ? fence + " " + name + " " + fence : fence + name + fence;
    }
  };

  private static final Pattern MARKS = Pattern.compile("\\p{Punct}");
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  /** A name, in one line and not empty, so that the service shows just that. */
  abstract String escape(String name);
}
