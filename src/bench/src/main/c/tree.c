// Makes one stream as a recorder leaves it: hours of segments, with the usual faults, always the same ones.
//
//   tree BASE/CHANNEL/QUALITY HOURS SEGMENT_SECONDS [FAULTS]
//
// FAULTS multiplies how often there is a fault.
//
// Every name is a hard link to one of a few empty files, so that millions of names need no millions of inodes.
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_HOUR = 1794614400, HASH_LENGTH = 43, NAME_SIZE = 128 }; // 2026-11-14T00 UTC

// How many of a thousand segments have a fault.
static const struct {
  double missing, partial, suspect, temporary, twice, overlapping, deleted;
} FAULTS = {1, 2, 1, 0.5, 1, 1, 0.5};
static double fault_factor = 1;

static const char POOL[] = ".pool"; // hidden, should it be left behind
static uint64_t state = 1;
static long names;

static void fail(const char *what) {
  fprintf(stderr, "tree: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint64_t next_random(void) { // splitmix64
  uint64_t z = state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static double random_share(void) { return (double)(next_random() >> 11) / 9007199254740992.0; }

static double random_fate(void) { return random_share() * 1000 / fault_factor; }

static int open_folder(int parent, const char *name) {
  if (mkdirat(parent, name, 0755) != 0 && errno != EEXIST) {
    fail(name);
  }
  int folder = openat(parent, name, O_RDONLY | O_DIRECTORY);
  if (folder < 0) {
    fail(name);
  }
  return folder;
}

static int open_folders(const char *path) {
  char part[4096];
  if (strlen(path) >= sizeof part) {
    errno = ENAMETOOLONG;
    fail(path);
  }
  int folder = open(path[0] == '/' ? "/" : ".", O_RDONLY | O_DIRECTORY);
  strcpy(part, path);
  for (char *name = strtok(part, "/"); name != NULL; name = strtok(NULL, "/")) {
    int inner = open_folder(folder, name);
    close(folder);
    folder = inner;
  }
  return folder;
}

static void new_pool(int stream) {
  unlinkat(stream, POOL, 0);
  int file = openat(stream, POOL, O_CREAT | O_EXCL | O_WRONLY, 0644);
  if (file < 0) {
    fail(POOL);
  }
  close(file);
}

static void make(int stream, int hour, const char *name) {
  if (linkat(stream, POOL, hour, name, 0) != 0) {
    if (errno != EMLINK) {
      fail(name);
    }
    new_pool(stream); // that one has all the links it can have
    if (linkat(stream, POOL, hour, name, 0) != 0) {
      fail(name);
    }
  }
  names++;
}

static void name_segment(char *name, double start, double duration, const char *type) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  char hash[HASH_LENGTH + 1];
  for (int i = 0; i < HASH_LENGTH; i++) {
    hash[i] = digits[next_random() % 64];
  }
  hash[HASH_LENGTH] = 0;
  long millis = (long)(start * 1000 + 0.5);
  snprintf(name, NAME_SIZE, "%02ld:%02ld.%03ld-%.3f-%s-%s.ts", millis / 60000, millis / 1000 % 60, millis % 1000,
           duration, type, hash);
}

static void make_segment(int stream, int hour, double start, double length) {
  char name[NAME_SIZE];
  const char *type = "full";
  double duration = length;
  double fate = random_fate();
  if ((fate -= FAULTS.missing) < 0) {
    return;
  } else if ((fate -= FAULTS.partial) < 0) {
    type = "partial";
    duration *= 0.2 + 0.7 * random_share();
  } else if ((fate -= FAULTS.suspect) < 0) {
    type = "suspect";
  } else if ((fate -= FAULTS.temporary) < 0) {
    type = "temp";
  }
  name_segment(name, start, duration, type);
  make(stream, hour, name);
  if (random_fate() < FAULTS.deleted) {
    strcpy(name + strlen(name) - strlen(".ts"), ".tombstone");
    make(stream, hour, name);
  }
  if (random_fate() < FAULTS.twice) {
    name_segment(name, start, duration, "full");
    make(stream, hour, name);
  }
  if (random_fate() < FAULTS.overlapping) {
    name_segment(name, start + length / 4, length, "full");
    make(stream, hour, name);
  }
}

int main(int count, char **arguments) {
  long hours = count >= 4 ? atol(arguments[2]) : 0;
  double length = count >= 4 ? atof(arguments[3]) : 0;
  fault_factor = count == 5 ? atof(arguments[4]) : 1;
  if (count > 5 || hours < 1 || length <= 0 || fault_factor <= 0) {
    fprintf(stderr, "usage: tree BASE/CHANNEL/QUALITY HOURS SEGMENT_SECONDS [FAULTS]\n");
    return 2;
  }
  int stream = open_folders(arguments[1]);
  new_pool(stream);
  for (long i = 0; i < hours; i++) {
    time_t start = FIRST_HOUR + i * 3600;
    struct tm utc;
    char name[sizeof "2026-11-14T00"];
    strftime(name, sizeof name, "%Y-%m-%dT%H", gmtime_r(&start, &utc));
    int hour = open_folder(stream, name);
    for (long segment = 0; (segment + 1) * length <= 3600; segment++) {
      make_segment(stream, hour, segment * length, length);
    }
    close(hour);
  }
  unlinkat(stream, POOL, 0);
  printf("%ld names in %ld hours\n", names, hours);
  return 0;
}
