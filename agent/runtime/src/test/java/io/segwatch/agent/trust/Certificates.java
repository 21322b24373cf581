package io.segwatch.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and certificates in a folder, made by OpenSSL. */
record Certificates(Path folder) {
  /** Makes NAME.crt and NAME.key: an authority. */
  Certificates authority(String name) {
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        .and("-keyout", name + ".key", "-out", name + ".crt", "-days", "2", "-subj", "/CN=" + name)
        .run();
    return this;
  }

  /**
   * Makes NAME.crt and NAME.key, of an authority.
   *
   * @param algorithm of the key: rsa:2048, ed25519, or ec
   */
  Certificates signed(String name, String authority, String algorithm, String subjectNames) {
    Command request = openssl("req", "-new", "-newkey", algorithm, "-nodes");
    if (algorithm.equals("ec")) {
      request.and("-pkeyopt", "ec_paramgen_curve:prime256v1");
    }
    request.and("-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name).run();
    write(name + ".ext", "subjectAltName=" + subjectNames + "\n");
    openssl("x509", "-req", "-in", name + ".csr", "-CA", authority + ".crt", "-days", "2")
        .and("-CAkey", authority + ".key", "-CAcreateserial")
        .and("-extfile", name + ".ext", "-out", name + ".crt")
        .run();
    return this;
  }

  /** A server that is 127.0.0.1, of an authority {@code ca}. */
  static Certificates ofServer(Path folder) {
    return new Certificates(folder)
        .authority("ca")
        .signed("server", "ca", "ec", "IP:127.0.0.1,DNS:localhost");
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Command openssl(String... arguments) {
    return new Command(Tool.require("openssl", "openssl")).and(arguments);
  }

  Command curl(String... arguments) {
    return new Command(Tool.require("curl", "curl")).and("--silent", "--show-error").and(arguments);
  }

  /** A program that is run in the folder. */
  final class Command {
    private final List<String> words = new ArrayList<>();

    private Command(Path program) {
      words.add(program.toString());
    }

    Command and(String... more) {
      words.addAll(List.of(more));
      return this;
    }

    /** Runs it; answers what it said, and fails where that did not end well. */
    String run() {
      return run(true);
    }

    /** Runs it; answers what it said, well or not. */
    String tryOut() {
      return run(false);
    }

    private String run(boolean isToEndWell) {
      try {
        Process process =
            new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor() == 0 || !isToEndWell).as("%s: %s", words, said).isTrue();
        return said;
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
