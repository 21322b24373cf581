package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.segwatch.storage.Directory;
import io.segwatch.storage.Lister;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code segwatch check}: what it looks at, and its exit status (interface §1). */
class CheckTest extends CheckedTree {
  @Test
  void statusIs0WithoutHoles() throws IOException {
    recordWhole("one/source");

    assertThat(check().status()).isZero();
    assertThat(check().err()).isEmpty();
  }

  @Test
  void statusIs1WithHolesInAnyStream() throws IOException {
    recordHole("one/source");
    recordWhole("two/source");

    assertThat(check().status()).isEqualTo(1);
  }

  @Test
  void statusIs0WithEditableHolesOnly() throws IOException {
    record("one/source", "00:00-2.0-full", "00:01.5-2.0-full", "00:03.5-2.0-full");
    Answer answer = check("--format", "csv");

    assertThat(answer.out()).contains("editable").doesNotContain("raw");
    assertThat(answer.status()).isZero();
  }

  @Test
  void statusIs2WhereTheConfigurationIsWrong() {
    assertThat(check("--gap-tolerance", "x").status()).isEqualTo(2);
  }

  @Test
  void statusIs3WhereTheBaseFolderIsNotThere() {
    assertThat(commandLine.run("check", "--base-dir", base.resolve("gone").toString()))
        .isEqualTo(
            new Answer(3, "", "segwatch: " + base.resolve("gone") + ": there is no such folder\n"));
  }

  @Test
  void statusIs3WhereTheBaseFolderIsEmptyAsAnUnmountedDisk() {
    assertThat(check()).isEqualTo(new Answer(3, "", "segwatch: " + base + ": is empty\n"));
  }

  @Test
  void statusIs3WhereAChannelThatWasNamedIsNotThereAndTheOthersAreChecked() throws IOException {
    recordHole("one/source");

    Answer answer = check("two", "one", "--format", "csv");

    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.err())
        .isEqualTo("segwatch: " + base.resolve("two") + ": there is no such folder\n");
    assertThat(answer.out()).contains("one,source,raw,");
  }

  @Test
  void statusIs3WhereAChannelIsAFile() throws IOException {
    Files.createFile(base.resolve("one"));

    assertThat(check("one").err())
        .isEqualTo("segwatch: " + base.resolve("one") + ": is no folder\n");
    assertThat(check("one").status()).isEqualTo(3);
  }

  @Test
  void statusIs3WhereAnHourCannotBeReadWhateverElseIsFound() throws IOException {
    recordHole("one/source");
    Files.createSymbolicLink(base.resolve("one/source/2026-11-14T04"), Path.of("/nowhere/at/all"));

    Answer answer = check();

    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.err())
        .isEqualTo("segwatch: one/source/2026-11-14T04: named, but not there\n");
    assertThat(answer.out()).contains("holes         1, ").contains("unread        1 of its hours");
  }

  @Test
  void statusIs3WhereAStreamMayNotBeReadAndThereIsNoDocumentOfIt() throws IOException {
    recordWhole("one/source");
    recordWhole("two/source");
    commandLine.lister = new Refusing(base.resolve("one/source"));

    Answer answer = check("one", "two", "--format", "json");

    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.err()).isEqualTo("segwatch: one/source: permission denied\n");
    assertThat(answer.out().lines()).singleElement().asString().contains("\"two\"");
  }

  /** A disk on which one folder may not be read. */
  private record Refusing(Path folder) implements Lister {
    @Override
    public Directory open(Path directory) throws IOException {
      if (directory.equals(folder)) {
        throw new AccessDeniedException(directory.toString());
      }
      return Lister.portable().open(directory);
    }
  }

  @Test
  void statusIs74WhereTheReportCannotBeWritten() throws IOException {
    recordWhole("one/source");
    PrintWriter full =
        new PrintWriter(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("no space left");
              }
            },
            true,
            StandardCharsets.UTF_8);
    StringWriter err = new StringWriter();

    int status =
        new CommandLineInterface(
                (_, _) -> 0,
                List.of(new CheckCommand(_ -> Lister.portable())),
                List.of(),
                Map.of(),
                new Terminal(full, new PrintWriter(err), false, false))
            .run("check", "--base-dir", base.toString());

    assertThat(status).isEqualTo(74);
    assertThat(err.toString()).isEqualTo("segwatch: the report could not be written\n");
  }

  @Test
  void aQualityThatIsNotThereYetIsNoError() throws IOException {
    recordWhole("one/source");

    Answer answer = check("one", "--qualities", "480p,source");

    assertThat(answer.status()).isZero();
    assertThat(answer.out()).startsWith("one/480p\n  coverage      no segments\n");
  }

  @Test
  void withoutAChannelAllThatHaveHoursAreChecked() throws IOException {
    recordWhole("two/source");
    recordWhole("one/source");
    recordWhole("other/480p");
    Files.createDirectories(base.resolve("coverage-maps"));

    assertThat(check("--format", "json").out().lines().map(line -> new JsonObject(line)))
        .extracting(document -> document.getString("channel"))
        .containsExactly("one", "two");
  }

  @Test
  void whereNoChannelHasHoursItSaysSo() throws IOException {
    recordWhole("one/source");

    assertThat(check("--qualities", "480p"))
        .isEqualTo(new Answer(0, "", "segwatch: no channel in " + base + " has hours in [480p]\n"));
  }

  @Test
  void theBoundsAreObeyed() throws IOException {
    recordHole("one/source");

    assertThat(check("one", "--first-hour", "2026-11-14T04").status()).isZero();
    assertThat(check("one", "--first-hour", "2026-11-14T03:59").status()).isEqualTo(1);
  }

  @Test
  void theToleranceIsObeyed() throws IOException {
    recordHole("one/source");

    assertThat(check("--gap-tolerance", "4500ms").status()).isZero();
    assertThat(check("--gap-tolerance", "4499ms").status()).isEqualTo(1);
  }
}
