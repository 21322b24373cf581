#!/usr/bin/env bash
# Makes the AOT cache of a distribution: what the JVM loaded and linked while the agent scanned, served and posted.
#   train.sh FOLDER
set -euo pipefail
home=$(readlink -f "$1")
said=$home/../training.log
trained=$home/../training.aotconf
rm -f "$home"/lib/segwatch.aot*
trap 'tail -n 20 "$said" >&2' ERR

# Without what only the optimizing compiler would use, which the agent does not start: 10 MB less.
SEGWATCH_JAVA_OPTS="-XX:-AOTRecordTraining -XX:AOTMode=record -XX:AOTConfiguration=$trained" \
  "$home/bin/segwatch" demo --days 0.2 --host 127.0.0.1 --metrics-port 0 >"$said" 2>&1 &
agent=$!
trap 'kill "$agent" 2>/dev/null || true' EXIT

# Waits for a line of the demo.
await() {
  for _ in {1..300}; do
    if grep -q "$1" "$said"; then return 0; fi
    kill -0 "$agent" || break
    sleep 0.1
  done
  cat "$said" >&2
  echo "training: no '$1'" >&2
  return 1
}

get() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n' "$1" >&3
  cat <&3 >/dev/null
  exec 3>&-
}

await segwatch.digest # of what the recording lacks: all is scanned and posted
port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/metrics.*|\1|p' "$said")
for _ in {1..20}; do
  get /metrics
  get /health/live
  get /health/ready
  get /maps/desertbus/source.png
  for answer in meta map hours holes edges; do get "/api/v1/$answer"; done
  get /nothing
done
kill -TERM "$agent"
wait "$agent"
trap - EXIT

SEGWATCH_JAVA_OPTS="-XX:AOTMode=create -XX:AOTConfiguration=$trained -XX:AOTCache=$home/lib/segwatch.aot" \
  "$home/bin/segwatch" >>"$said" 2>&1
# The JVM does not notice that a jar of the same size and time has changed: the launcher does, by this. Others than ours
# change with their names.
cd "$home/lib"
{ ls ./*.jar && cat segwatch-*.jar; } | cksum >segwatch.aot.cksum
