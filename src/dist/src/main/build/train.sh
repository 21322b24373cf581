#!/usr/bin/env bash
# Makes the AOT cache of a distribution: what the JVM loaded and linked while the agent scanned, served and posted.
#   train.sh FOLDER
set -euo pipefail
home=$(readlink -f "$1")
target=$(readlink -f "$home/..")
log=$target/training.log       # of the agent
said=$target/training.demo.log # of who records, and hears what the agent posts
trained=$target/training.aotconf
state=$target/training.state
rm -rf "$home"/lib/segwatch.aot* "$state" "$log" "$said"
trap 'tail -n 20 "$said" "$log" >&2' ERR

children=()
end_children() {
  if ((${#children[@]})); then kill "${children[@]}" 2>/dev/null || true; fi
}
trap end_children EXIT

# Waits until a line that matches was written so many times.
await() {
  local count=$1 line=$2 file=$3 _
  for _ in {1..600}; do
    if (($(grep -c "$line" "$file" 2>/dev/null || true) >= count)); then return 0; fi
    kill -0 "${children[@]}" || break
    sleep 0.1
  done
  cat "$said" "$log" >&2
  echo "training: no '$line'" >&2
  return 1
}

get() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n' "$1" >&3
  cat <&3 >/dev/null
  exec 3>&-
}

# Not the demo is trained but an agent beside it: what only the demo needs would be loaded at every start.
"$home/bin/segwatch" demo --days 0.2 --host 127.0.0.1 --metrics-port 0 --state-dir "$state/demo" >"$said" 2>&1 &
children+=($!)
await 2 segwatch.digest "$said" # of what its two channels lack
recording=$(sed -n 's|^ *\(/.*\)/segwatch\.yaml$|\1|p' "$said")

# Without what only the optimizing compiler would use, which the agent does not start: 10 MB less.
SEGWATCH_JAVA_OPTS="-XX:-AOTRecordTraining -XX:AOTMode=record -XX:AOTConfiguration=$trained" \
  "$home/bin/segwatch" desertbus rhythmnow --qualities source,480p --config "$recording/segwatch.yaml" \
  --base-dir "$recording/recording" --state-dir "$state/agent" --host 127.0.0.1 --metrics-port 0 \
  --log-level info >"$log" 2>&1 &
agent=$!
children+=("$agent")
await 4 segwatch.digest "$said" # all is scanned and posted
port=$(sed -n 's|.*listening on 127\.0\.0\.1:\([0-9]*\).*|\1|p' "$log")
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
end_children
children=()

SEGWATCH_JAVA_OPTS="-XX:AOTMode=create -XX:AOTConfiguration=$trained -XX:AOTCache=$home/lib/segwatch.aot" \
  "$home/bin/segwatch" >>"$log" 2>&1
# The JVM does not notice that a jar of the same size and time has changed: the launcher does, by this. Others than ours
# change with their names.
cd "$home/lib"
{ ls ./*.jar && cat segwatch-*.jar; } | cksum >segwatch.aot.cksum
