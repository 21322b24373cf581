// The least that any program can do to read a stream again: the system calls, and nothing with what they answer.
//
//   limit names BASE/CHANNEL/QUALITY [ROUNDS]    lists every hour: the limit of a scan of everything
//   limit times BASE/CHANNEL/QUALITY [ROUNDS]    asks every hour when it was changed: that of a look for changes
//
// Prints how many hours and names there are, and the CPU time of a round in nanoseconds.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
  fprintf(stderr, "limit: %s: %s\n", what, strerror(errno));
  exit(1);
}

static long cpu_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1000000000L + now.tv_nsec;
}

static int open_folder(int parent, const char *name) {
  int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    fail(name);
  }
  return folder;
}

// Calls `each` with every name in a folder that is not hidden; returns how many there are.
static long list(int folder, void (*each)(long index, const char *name)) {
  static char buffer[64 << 10] __attribute__((aligned(8)));
  long count = 0;
  long length;
  while ((length = getdents64(folder, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < length;) {
      const struct dirent64 *entry = (const struct dirent64 *)(buffer + at);
      at += entry->d_reclen;
      if (entry->d_name[0] == '.') {
        continue;
      }
      if (each != NULL) {
        each(count, entry->d_name);
      }
      count++;
    }
  }
  if (length < 0) {
    fail("getdents64");
  }
  return count;
}

static char **hours;

static void remember_hour(long index, const char *name) {
  hours = realloc(hours, (index + 1) * sizeof *hours);
  hours[index] = strdup(name);
}

static long list_hour(int stream, const char *name) {
  int hour = open_folder(stream, name);
  long names = list(hour, NULL);
  close(hour);
  return names;
}

static void ask_hour(int stream, const char *name) {
  struct statx found;
  if (statx(stream, name, 0, STATX_MTIME | STATX_CTIME | STATX_INO, &found) != 0) {
    fail(name);
  }
}

int main(int count, char **arguments) {
  long rounds = count == 4 ? atol(arguments[3]) : 1;
  int of_names = count >= 3 && strcmp(arguments[1], "names") == 0;
  int of_times = count >= 3 && strcmp(arguments[1], "times") == 0;
  if (count > 4 || rounds < 1 || !(of_names || of_times)) {
    fprintf(stderr, "usage: limit names|times BASE/CHANNEL/QUALITY [ROUNDS]\n");
    return 2;
  }
  int stream = open_folder(AT_FDCWD, arguments[2]);
  long hour_count = list(stream, remember_hour);
  long names = 0;
  long start = cpu_nanos();
  for (long round = 0; round < rounds; round++) {
    names = 0;
    for (long i = 0; i < hour_count; i++) {
      if (of_names) {
        names += list_hour(stream, hours[i]);
      } else {
        ask_hour(stream, hours[i]);
      }
    }
  }
  printf("%ld %ld %ld\n", hour_count, names, (cpu_nanos() - start) / rounds);
  return 0;
}
