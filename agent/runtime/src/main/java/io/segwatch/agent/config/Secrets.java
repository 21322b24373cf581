package io.segwatch.agent.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows what is not to be shown. */
final class Secrets {
  static final String HIDDEN = "***";

  /** Parts of the names of secrets, without the signs that may be between the words. */
  private static final List<String> WORDS =
      List.of(
          "secret",
          "password",
          "passwd",
          "token",
          "authorization",
          "credential",
          "apikey",
          "cookie",
          "header", // most that is put into one is a key to something
          "connectionstring");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");
  private static final Pattern PARAMETER = Pattern.compile("([?&;]([^=&;#\\s]+)=)[^&;#\\s]*");

  private Secrets() {}

  /** Whether what stands under a key is a secret. */
  static boolean isSecret(String key) {
    String name = key.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    return WORDS.stream().anyMatch(name::contains);
  }

  /** A text without signing secrets, and an address without what lets its user in. */
  static String hide(String text) {
    if (text.startsWith("whsec_")) {
      return HIDDEN;
    }
    String stranger = USER_INFO.matcher(text).replaceAll(HIDDEN + "@");
    return PARAMETER
        .matcher(stranger)
        .replaceAll(found -> isSecret(found.group(2)) ? "$1" + HIDDEN : "$0");
  }
}
