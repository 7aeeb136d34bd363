# Starting what runs in the pods, and in the world outside.

# start_pod WORKLOAD POD ADDRESS: in the background; waits until its port is open.
start_pod() {
  local workload=$1 pod=$2 address=$3 port=
  if [[ $workload == coredns ]]; then
    run_resolver "$pod" >"$RUN/logs/$pod" 2>&1 </dev/null &
  else
    pod_run "$pod" "$workload" >"$RUN/logs/$pod" 2>&1 </dev/null &
  fi
  port=$(<"$RUN/state/$workload/port")
  [[ -z $port ]] || wait_for 120 "$pod" net_open "$address" "$port"
}

# The cluster's resolver: dnsmasq in CoreDNS's place.
run_resolver() {
  moment "$1.started"
  cluster records >"$RUN/roots/$1/etc/dnsmasq.conf"
  enter "$1" "$1" 0:0 dnsmasq --keep-in-foreground --user=root --no-resolv --no-hosts --local-ttl=5 \
    --local=/cluster.local/ --server=203.0.113.53
}

# The payment service and its name: the program that also plays them for samples/shop.
start_outside() {
  root_make outside outside
  start_outsider world resolver 203.0.113.20
  start_outsider world payments
}

start_customers() {
  local name
  for name in "${!CUSTOMERS[@]}"; do
    start_outsider "$name" customer 203.0.113.10 0 5
    sleep 1
  done
}

# start_outsider NAMESPACE ARGUMENT...
start_outsider() {
  local namespace=$1
  shift
  enter "$namespace" outside 0:0 /usr/local/bin/outside "$@" \
    >"$RUN/logs/outside-$1-$namespace" 2>&1 </dev/null &
}

# run_batch POD: one run of the batch job, to its end.
run_batch() {
  (pod_run "$1" batch) >"$RUN/logs/$1" 2>&1 </dev/null &
  local job=$!
  wait_for 20 "$1" ended "$job"
  wait "$job" || fail "the batch run in $1 failed: $(tail -1 "$RUN/logs/$1")"
  moment "$1.finished"
}

ended() {
  ! kill -0 "$1" 2>/dev/null
}
