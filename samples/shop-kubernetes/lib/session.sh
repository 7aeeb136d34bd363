# One recording session: bring the sample up, drive it, record it.

readonly FIRST_BATCH=5 BATCH_EVERY=20 BATCH_TAKES=8

session() {
  # The last run must fit before the recording's end; 45 seconds hold two.
  BATCHES=$(((DURATION - FIRST_BATCH - BATCH_TAKES) / BATCH_EVERY + 1))
  prepare
  bring_up
  capture
  publish_recording
}

prepare() {
  mount -t tmpfs -o mode=755 run "$RUN"
  mkdir -p "$RUN"/{roots,logs,state} /run/netns
  mount -t tmpfs netns /run/netns
  root_make tools
  mkdir "$RUN/roots/tools"/{sample,state}
  mount --bind "$SAMPLE" "$RUN/roots/tools/sample"
  mount --bind "$RUN/state" "$RUN/roots/tools/state"
  cluster pods >"$RUN/pods"
  cluster rules >"$RUN/rules"
  cluster containers /state
}

bring_up() {
  local namespace workload pod node address interface
  note "making nodes, cables and $(wc -l <"$RUN/pods") pods"
  moment cluster
  net_nodes
  net_world
  ip netns exec worker-1 nft -f "$RUN/rules"
  while read -r -u 3 namespace workload pod node address interface; do
    pod_make "$namespace" "$workload" "$pod" "$node" "$address" "$interface"
  done 3<"$RUN/pods"
  note "starting the servers"
  start_outside
  for workload in coredns postgres redis rabbitmq backend gateway monitor reporting; do
    start_workload "$workload"
  done
  start_customers
  wait_for 60 "the first order" grep -q ' /orders 200 ' "$RUN/logs/outside-customer-customer-1"
}

start_workload() {
  local pod address
  while read -r -u 3 pod address; do
    start_pod "$1" "$pod" "$address"
  done 3< <(awk -v workload="$1" '$2 == workload { print $3, $5 }' "$RUN/pods")
}

capture() {
  local interfaces recorder
  mapfile -t interfaces < <(awk '$4 == "worker-1" { print $6 }' "$RUN/pods")
  write_inventory
  rm -rf "$OUT.new"
  note "recording for $DURATION seconds"
  on_worker timeout $((DURATION + 60)) "$NETGEN" capture interface "${interfaces[@]}" \
    -o "$OUT.new" --duration "${DURATION}s" --inventory "$RUN/inventory.json" </dev/null &
  recorder=$!
  wait_for 60 "the recording's first packets" recording_begun "$recorder"
  ended "$recorder" || run_batches
  wait "$recorder" || fail "netgen capture ended with exit code $?"
}

# Runs it in the node's network namespace, under the node's name.
on_worker() {
  # shellcheck disable=SC2016
  nsenter --net=/run/netns/worker-1 unshare --uts sh -c 'hostname worker-1; exec "$@"' sh "$@"
}

recording_begun() {
  compgen -G "$OUT.new/packets/*" >/dev/null || ended "$1"
}

run_batches() {
  local pod
  sleep "$FIRST_BATCH"
  while read -r -u 3 pod; do
    (sleep "$BATCH_EVERY") &
    local pause=$!
    run_batch "$pod"
    write_inventory
    wait "$pause"
  done 3< <(awk '$2 == "batch" { print $3 }' "$RUN/pods")
}

# Written aside, then renamed: whoever reads it, reads a whole one.
write_inventory() {
  cluster inventory /state >"$RUN/inventory.new"
  mv "$RUN/inventory.new" "$RUN/inventory.json"
}

publish_recording() {
  local asked failed
  asked=$(cat "$RUN"/logs/outside-customer-*)
  failed=$(grep -v ' 200 ' <<<"$asked" || true)
  failed+=$(grep -h ' down: ' "$RUN"/logs/monitor-* || true)
  [[ -z $failed ]] || fail "the shop did not work all the time: $(head -3 <<<"$failed")"
  rm -rf "$OUT"
  mv "$OUT.new" "$OUT"
  note "$(wc -l <<<"$asked") customers' requests, $BATCHES batch runs; recording in $OUT ($(du -sh "$OUT" | cut -f1))"
}

# wait_for SECONDS WHAT COMMAND...: until COMMAND succeeds; gives up aloud.
wait_for() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    ((SECONDS < end)) || give_up "$what"
    sleep 0.3
  done
}

give_up() {
  tail -n 3 "$RUN"/logs/* >&2 || true
  fail "gave up waiting for $1"
}
