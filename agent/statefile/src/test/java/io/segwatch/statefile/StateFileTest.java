package io.segwatch.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.statefile.StateFileException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final int NOTES = 0x5e6_0001;
  private static final String FIRST = "create table note (id integer primary key, text text);";
  private static final String SECOND = "alter table note add column author text;";
  private static final Schema SCHEMA = new Schema(NOTES, List.of(FIRST));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:14:07.120Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private Path path() {
    return folder.resolve("notes.db");
  }

  private StateFile open() throws StateFileException {
    return StateFile.open(path(), SCHEMA, CLOCK);
  }

  private static void note(StateFile file, String text) throws StateFileException {
    file.transaction(sql -> sql.update("insert into note (text) values (?)", text));
  }

  private static List<String> notes(StateFile file) throws StateFileException {
    return file.read(sql -> sql.list(row -> row.text(1), "select text from note order by id"));
  }

  private static void assertRefused(ThrowingCallable call, Reason reason, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StateFileException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(List.of(words))
                  .allSatisfy(word -> assertThat(e).hasMessageContaining(word));
            });
  }

  @Test
  void keepsWhatWasCommitted() throws Exception {
    try (StateFile file = open()) {
      note(file, "one");
      note(file, "two");
    }

    try (StateFile file = open()) {
      assertThat(notes(file)).containsExactly("one", "two");
      assertThat(file.setAside()).isEmpty();
    }
  }

  @Test
  void keepsNothingOfWorkThatFails() throws Exception {
    try (StateFile file = open()) {
      assertThatThrownBy(() ->
              file.transaction(sql -> {
                sql.update("insert into note (text) values ('half')");
                throw new IllegalStateException("then it broke");
              }))
          .isInstanceOf(IllegalStateException.class);
      note(file, "whole");

      assertThat(notes(file)).containsExactly("whole");
    }
  }

  @Test
  void keepsNothingOfWorkWithAStatementThatIsRefused() throws Exception {
    try (StateFile file = open()) {
      assertRefused(
          () ->
              file.transaction(sql -> {
                sql.update("insert into note (id, text) values (1, 'a')");
                return sql.update("insert into note (id, text) values (1, 'b')");
              }),
          Reason.IO,
          "UNIQUE");

      assertThat(notes(file)).isEmpty();
    }
  }

  @Test
  void takesEveryKindOfValue() throws Exception {
    try (StateFile file = open()) {
      record Values(String text, long number, boolean flag, byte bytes, OptionalLong none) {}
      Values values =
          file.read(sql ->
              sql.first(
                      row ->
                          new Values(
                              row.text(1),
                              row.number(2),
                              row.flag(3),
                              row.bytes(4)[1],
                              row.optionalNumber(5)),
                      "select ?, ?, ?, ?, ? where ? is null",
                      "ü'\"\n",
                      Long.MIN_VALUE,
                      true,
                      new byte[] {0, -1},
                      OptionalLong.empty(),
                      Optional.empty())
                  .orElseThrow());

      assertThat(values.text()).isEqualTo("ü'\"\n");
      assertThat(values.number()).isEqualTo(Long.MIN_VALUE);
      assertThat(values.flag()).isTrue();
      assertThat(values.bytes()).isEqualTo((byte) -1);
      assertThat(values.none()).isEmpty();
    }
  }

  @Test
  void tellsANullWhereNoneIsExpected() throws Exception {
    try (StateFile file = open()) {
      assertRefused(
          () -> file.read(sql -> sql.first(row -> row.text(1), "select null")),
          Reason.IO,
          "column 1 is null");
    }
  }

  @Test
  void waitsForTheDiskAtEachCommitAndKeepsALog() throws Exception {
    try (StateFile file = open()) {
      List<String> pragmas =
          file.read(sql ->
              List.of(
                  sql.pragma("journal_mode"), sql.pragma("synchronous"), sql.pragma("mmap_size")));

      assertThat(pragmas).containsExactly("wal", "2", "0");
    }
  }

  @Test
  void boundsItsLog() throws Exception {
    try (StateFile file = open()) {
      String text = "x".repeat(100_000);
      for (int i = 0; i < 200; i++) {
        file.transaction(sql -> sql.update("insert or replace into note values (1, ?)", text));
      }

      assertThat(folder.resolve("notes.db-wal")).isRegularFile();
      assertThat(Files.size(folder.resolve("notes.db-wal"))).isLessThan(6 << 20);
    }
  }

  @Test
  void isForItsOwnerOnly() throws Exception {
    try (StateFile file = open()) {
      note(file, "secret");

      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .hasSize(3)
            .allSatisfy(part ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                    .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void takesPermissionsBackThatSomebodyGave() throws Exception {
    open().close();
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-rw-r--"));

    open().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
  }

  @Test
  void mayHaveAnyName() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a?mode=memory#%41 ü"));
    try (StateFile file = StateFile.open(odd.resolve("b&c?.db"), SCHEMA, CLOCK)) {
      note(file, "here");
    }

    assertThat(odd.resolve("b&c?.db")).isRegularFile();
    try (StateFile file = StateFile.openReadOnly(odd.resolve("b&c?.db"), SCHEMA)) {
      assertThat(notes(file)).containsExactly("here");
    }
  }

  @Test
  void isBroughtUpToDate() throws Exception {
    try (StateFile file = open()) {
      note(file, "old");
    }

    Schema newer = new Schema(NOTES, List.of(FIRST, SECOND));
    for (int opening = 0; opening < 2; opening++) {
      try (StateFile file = StateFile.open(path(), newer, CLOCK)) {
        List<String> notes =
            file.read(sql ->
                sql.list(
                    row -> row.text(1) + " by " + row.optionalText(2).orElse("nobody"),
                    "select text, author from note"));
        assertThat(notes).containsExactly("old by nobody");
      }
    }
  }

  @Test
  void keepsTheOldFormatIfBringingItUpToDateFails() throws Exception {
    try (StateFile file = open()) {
      note(file, "old");
    }

    Schema broken = new Schema(NOTES, List.of(FIRST, SECOND + "insert into nowhere values (1);"));
    assertRefused(() -> StateFile.open(path(), broken, CLOCK), Reason.IO, "nowhere");

    try (StateFile file = open()) {
      assertThat(notes(file)).containsExactly("old");
    }
  }

  @Test
  void refusesAFileOfANewerVersion() throws Exception {
    StateFile.open(path(), new Schema(NOTES, List.of(FIRST, SECOND)), CLOCK).close();

    assertRefused(this::open, Reason.NEWER, "notes.db", "newer version", "2", "1");
    assertRefused(() -> StateFile.openReadOnly(path(), SCHEMA), Reason.NEWER);
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("corrupt"));
  }

  @Test
  void refusesAFileOfAnotherProgram() throws Exception {
    StateFile.open(path(), new Schema(NOTES + 1, List.of(FIRST)), CLOCK).close();

    assertRefused(this::open, Reason.FOREIGN, "another program");
  }

  @Test
  void keepsAsideWhatIsNoDatabase() throws Exception {
    Files.writeString(path(), "these are not the notes you are looking for\n".repeat(50));

    try (StateFile file = open()) {
      Path aside = folder.resolve("notes.db.corrupt-20261123T201407Z");
      assertThat(file.setAside()).contains(aside);
      assertThat(Files.readString(aside)).startsWith("these are not");
      note(file, "new");
      assertThat(notes(file)).containsExactly("new");
    }
  }

  @Test
  void keepsAsideWhatIsDamagedAndNeverOverwritesWhatIsKept() throws Exception {
    for (int round = 0; round < 2; round++) {
      try (StateFile file = open()) {
        for (int i = 0; i < 200; i++) {
          note(file, "x".repeat(1_000));
        }
      }
      byte[] bytes = Files.readAllBytes(path());
      for (int i = 8_192; i < bytes.length; i += 64) {
        bytes[i] ^= 0x55;
      }
      Files.write(path(), bytes);
      open().close();
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("notes.db.corrupt-20261123T201407Z", "notes.db.corrupt-20261123T201407Z-2");
    }
  }

  @Test
  void startsAnewFromAnEmptyFile() throws Exception {
    Files.createFile(path());

    try (StateFile file = open()) {
      assertThat(notes(file)).isEmpty();
    }
  }

  @Test
  void tellsThatItWasDeletedInsteadOfWritingToWhatNobodyWillFind() throws Exception {
    try (StateFile file = open()) {
      note(file, "one");
      Files.delete(path());

      assertRefused(() -> note(file, "two"), Reason.GONE, "deleted or replaced");
    }
    try (StateFile file = open()) {
      note(file, "one");
      Files.delete(folder.resolve("notes.db-wal"));

      assertRefused(() -> note(file, "two"), Reason.GONE);
    }
  }

  @Test
  void isReadBesideItsWriter() throws Exception {
    try (StateFile writer = open();
        StateFile reader = StateFile.openReadOnly(path(), SCHEMA)) {
      note(writer, "one");
      assertThat(notes(reader)).containsExactly("one");
      note(writer, "two");
      assertThat(notes(reader)).containsExactly("one", "two");

      assertRefused(() -> note(reader, "three"), Reason.READ_ONLY);
    }
  }

  @Test
  void isReadAllOfItFromTheSameMoment() throws Exception {
    try (StateFile writer = open();
        StateFile reader = StateFile.openReadOnly(path(), SCHEMA)) {
      List<Long> counts =
          reader.read(sql -> {
            long before = sql.number("select count(*) from note");
            try {
              note(writer, "meanwhile");
            } catch (StateFileException e) {
              throw new SQLException(e);
            }
            return List.of(before, sql.number("select count(*) from note"));
          });

      assertThat(counts).containsExactly(0L, 0L);
    }
  }

  @Test
  void isNotMadeByReading() {
    assertRefused(
        () -> StateFile.openReadOnly(path(), SCHEMA), Reason.GONE, "there is no such file");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isNotBroughtUpToDateByReading() throws Exception {
    open().close();

    assertRefused(
        () -> StateFile.openReadOnly(path(), new Schema(NOTES, List.of(FIRST, SECOND))),
        Reason.OLDER,
        "older version");
  }

  @Test
  void isNotSetAsideByReading() throws Exception {
    Files.write(path(), "no database".repeat(500).getBytes(StandardCharsets.UTF_8));

    assertRefused(() -> StateFile.openReadOnly(path(), SCHEMA), Reason.CORRUPT, "is damaged");
    assertThat(path()).isRegularFile();
  }

  @Test
  void tellsThatItsFolderIsNotThere() {
    assertRefused(
        () -> StateFile.open(folder.resolve("nowhere/notes.db"), SCHEMA, CLOCK),
        Reason.READ_ONLY,
        "nowhere/notes.db");
  }
}
