# What the scripts of this folder share. To be sourced, with `here` set to the folder.
# shellcheck shell=bash

root=$(cd "$here/../.." && pwd)
bin=$here/target # of the programs in C
work=            # a folder that is removed at the end
readonly root bin
children=() # processes to end
exec {never}<> <(:) # nothing can be read from it
trap 'finish' EXIT
trap 'exit 130' INT TERM

finish() {
  end_children
  if [[ -n $work ]]; then rm -rf "$work"; fi
}

end_children() {
  local pid
  for pid in "${children[@]}"; do
    kill "$pid" 2>/dev/null || true
    kill -CONT "$pid" 2>/dev/null || true # one that stands still does not end
    wait "$pid" 2>/dev/null || true
  done
  children=()
}

fail() {
  echo "${0##*/}: $1" >&2
  exit 2
}

# Prints the text at the top of the script, from its second line on.
usage() {
  sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "$0"
}

check_number() {
  [[ $2 =~ ^[1-9][0-9]*$ ]] || fail "$1 is to be a number from 1 on, not '$2'"
}

# Are all of some rows among those there are?
check_rows() {
  local row
  for row in ${1//,/ }; do
    [[ ,$2, == *,$row,* ]] || fail "there is no row '$row'; there are ${2//,/, }"
  done
}

# Sets $home, the folder of the distribution, and $work; builds what is not built yet.
prepare() {
  "$root/segwatch" --version >&2
  home=$(dirname "$(dirname "$(ls -t "$root"/src/dist/target/segwatch-*/bin/segwatch | head -n 1)")")
  mkdir -p "$bin"
  local program
  for program in tree limit; do
    if [[ $here/src/main/c/$program.c -nt $bin/$program ]]; then
      cc -O2 -Wall -Wextra -Werror -o "$bin/$program" "$here/src/main/c/$program.c"
    fi
  done
  work=$(mktemp -d "${TMPDIR:-/tmp}/segwatch-bench-XXXXXX")
}

# Sets $java, what runs the classes of this folder as the agent runs; builds them if they are not built yet.
prepare_java() {
  local built=$bin/built options
  if [[ ! -e $built || -n $(find "$here/pom.xml" "$here/src/main/java" "$home/lib" -newer "$built" -print -quit) ]]; then
    (cd "$root" && ./mvnw -q -B -Dmaven.test.skip=true -pl src/bench -am package) >&2
    touch "$built"
  fi
  mapfile -t options < <(grep '^  -' "$home/bin/segwatch" | grep -oE -- '-X[^ ]+')
  java=("$home/runtime/bin/java" "${options[@]}" --enable-native-access=ALL-UNNAMED -cp "$bin/classes:$(<"$bin/class-path")")
}

# Makes BASE/chan/QUALITY for each quality if it is not there: a folder, qualities by comma, and what the program wants.
make_tree() {
  local base=$1 quality
  for quality in ${2//,/ }; do
    if [[ -e $base/made-$quality ]]; then continue; fi
    echo "making $base/chan/$quality: $("$bin/tree" "$base/chan/$quality" "${@:3}")" >&2
    touch "$base/made-$quality"
  done
}

# What decides the figures, but for the program; of the file system that holds a folder.
machine() {
  echo "$(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), Linux $(uname -r)," \
    "$(df --output=fstype "$1" | tail -n 1), Java $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$home/runtime/release")," \
    "load average $(cut -d ' ' -f 1-3 /proc/loadavg)"
}

# Of the numbers on standard input: median, least, most.
spread() {
  sort -g | awk '{ value[NR] = $1 }
    END { print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2, value[1], value[NR] }'
}

# Nothing listens on it now. Fails where all of many tries are taken.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "no free port"
}

# get PORT PATH [FILE [HEADER]]: gets a page on a connection of its own, and leaves the answer in the file. Succeeds if
# that is 200.
get() {
  local status=
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf '%s\r\n' "GET $2 HTTP/1.1" 'Host: localhost' 'Connection: close' ${4:+"$4"} '' >&3
  read -r _ status _ <&3 || true
  answered=${EPOCHREALTIME/[.,]/}
  cat <&3 >"${3:-/dev/null}"
  exec 3>&-
  [[ $status == 200 ]]
}

# Starts the distribution with arguments on $port, a free one, with nothing known of holes; sets $agent.
start() {
  port=$(free_port)
  local state
  state=$(mktemp --directory "$work/state.XXXXXX")
  "$home/bin/segwatch" "$@" --host 127.0.0.1 --metrics-port "$port" --state-dir "$state" >"$work/log" 2>&1 &
  agent=$!
  children+=("$agent")
}

# Waits until a page is answered with 200; in $answered, the microseconds since the epoch then.
await() {
  local _
  for _ in {1..30000}; do
    if get "$port" "$1"; then return; fi
    kill -0 "$agent" 2>/dev/null || break
    pause 0.005
  done
  tail "$work/log" >&2
  fail "the agent does not answer $1"
}

# Sleeps without a process that does.
pause() {
  read -r -t "$1" -u "$never" || true
}

# Starts the agent on one of the made recordings, with more arguments, and waits until it has scanned it.
watch() {
  start chan --base-dir "$1" --log-level warning "${@:2}"
  await /health/ready
}

# The sum of the samples of a suffix, of a family of metrics.
metric() {
  get "$port" "/metrics?name[]=$1" "$work/metrics" || fail "/metrics is not answered"
  awk -v name="$1_$2{" 'index($0, name) == 1 { sum += $NF } END { print sum }' "$work/metrics"
}

# A line such as VmRSS of the agent's status, in MiB.
memory_of() {
  awk -v name="$1:" '$1 == name { printf "%.1f\n", $2 / 1024 }' "/proc/$agent/status"
}

# CPU time of a process so far, in milliseconds; the kernel tells it in hundredths of a second.
cpu() {
  awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) * 1000 / ticks }' "/proc/$1/stat"
}
