# shellcheck shell=bash disable=SC2154  # variables of lib.sh, which the caller sources first
# Sourced by prove: probes between the sample's containers, with expectations and a verdict for each.

# What the gateway must not reach, by any way; and every service that listens.
STORES=(redis:6379 postgres:5432 rabbitmq:5672)
LISTENERS=(gateway:443 backend:8080 "${STORES[@]}")
CLIENTS=(gateway backend postgres redis rabbitmq monitor batch)

probing_begins() {
  probes=$1
  : >"$probes"
}

# remember COMMAND...: shows the lines of verdicts that the command prints, and keeps them for the end.
remember() { "$@" | tee -a "$probes"; }

# each_remembered COMMAND ITEM...: the command once per item, side by side, since most of the time is waiting for no answer.
each_remembered() {
  local command=$1 item pids=() pid
  shift
  for item in "$@"; do
    "$command" "$item" >"$probes.$item" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || fail "probing broke off"; done
  for item in "$@"; do remember cat "$probes.$item"; done
}

# verdict WHAT FROM TO PORT WAY EXPECTED OUTCOME: prints the line. An expectation "-" is one that nobody gave.
verdict() {
  local mark=ok
  [ "$6" = "${7%% *}" ] || mark=WRONG
  [ "$6" != - ] || mark=UNPREDICTED
  printf '%s\t%s\t%s\t%s\t%s\t%s\texpected %s\t%s\n' "$mark" "$1" "$2" "$3" "$4" "$5" "$6" "$7"
}

# The addresses a container has, one a line.
addresses_of() {
  docker ps -q --filter "label=com.docker.compose.project=$PROJECT" --filter "label=com.docker.compose.service=$1" |
    head -n 1 | xargs docker inspect -f \
    '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{"\n"}}{{.GlobalIPv6Address}}{{"\n"}}{{end}}' | sed '/^$/d'
}

# Asks Docker's embedded resolver in the container's own namespace, as a program in the container would.
resolve_in() {
  local id
  id=$(docker ps -q --filter "label=com.docker.compose.project=$PROJECT" --filter "label=com.docker.compose.service=$1" |
    head -n 1)
  timeout 8 docker exec -e RES_OPTIONS='timeout:1 attempts:1' "$id" getent hosts "$2" 2>/dev/null | awk '{print $1}' | head -n 1
}

by_name() { # WHAT FROM TO PORT EXPECTED
  local address
  address=$(resolve_in "$2" "$3") || true
  if [ -n "$address" ]; then
    verdict "$1" "$2" "$3" "$4" "name" "$5" "$("$shop/probe" "$(service_pid "$2")" "$address" "$4")"
  else
    verdict "$1" "$2" "$3" "$4" "name" "$5" "unreachable (no such name)"
  fi
}

by_address() { # WHAT FROM TO PORT EXPECTED
  local address pid
  pid=$(service_pid "$2")
  for address in $(addresses_of "$3"); do
    verdict "$1" "$2" "$3" "$4" "address $address" "$5" "$("$shop/probe" "$pid" "$address" "$4")"
  done
}

# Every address of the host side: the bridges' gateways, the engine's own, outside ones. A published port, docker-proxy or a
# service of the host would answer there.
host_addresses() {
  {
    in_engine ip -o addr show scope global | awk '{sub("/.*", "", $4); print $4}'
    docker network ls -q | xargs docker network inspect -f '{{range .IPAM.Config}}{{.Gateway}}{{"\n"}}{{end}}'
  } | sed '/^$/d; s|/.*||' | sort -u
}

# The batch runs briefly; a container of its service that only waits stands for it while probing.
hold_batch() {
  compose "$release" run -d --rm --no-deps --entrypoint sleep batch 600 >>"$log" 2>&1 || fail "the batch does not start"
}

# --- what must still work ---

# Each link of the graph between two services, by name from the client's own namespace.
replay_observed() {
  local from to port
  while read -r from to port; do
    by_name observed "$from" "$to" "$port" reachable
  done < <(
    sed -nE "s|.*from: *\"?docker:$PROJECT/([^\",]+)\"?, *to: *\"?docker:$PROJECT/([^\",]+)\"?, *port: *\"?([0-9]+)/tcp.*|\1 \2 \3|p" "$1"
  )
}

# The programs themselves: a customer's orders go through gateway, backend, all stores and the outside payment service.
replay_programs() {
  local outcome pid=''
  outsider customer "$WAN_CUSTOMER" "$WAN_ENGINE" 6 0.3
  outcome=$(timeout 120 docker wait customer) || outcome='no end'
  docker logs customer >&2
  docker rm -f customer >/dev/null
  verdict program "customer (outside)" gateway 443 "6 requests, all servers used" reachable "$(reached "$outcome")"
  if compose "$release" run -T --rm --no-deps batch </dev/null >>"$log" 2>&1; then outcome=0; else outcome=$?; fi
  verdict program batch "postgres, redis" - "its own run" reachable "$(reached "$outcome")"
  pid=$(service_pid backend)
  for outcome in "${WAN_PAYMENTS[@]}"; do
    verdict program backend payments 443 "address $outcome" reachable "$("$shop/probe" "$pid" "$outcome" 443)"
  done
  outcome=$(compose "$release" logs --no-color --tail 1 monitor 2>/dev/null | grep -c 'backend:8080 up' || true)
  verdict program monitor backend 8080 "its own log" reachable "$(reached $((1 - outcome)))"
}

reached() { if [ "$1" = 0 ]; then echo reachable; else echo "unreachable (exit code $1)"; fi; }

# --- what must not ---

# Every client against every listener at every address it has, judged by the evaluator's predictions.
matrix() { each_remembered matrix_from "${CLIENTS[@]}"; }

matrix_from() {
  local target to port
  for target in "${LISTENERS[@]}"; do
    to=${target%:*} port=${target#*:}
    [ "$1" = "$to" ] ||
      verdict matrix "$1" "$to" "$port" "any address" "$(predicted "$1" "$to" "$port")" \
        "$(best_way "$1" "$to" "$port")"
  done
}

# The outcome at the first address that is reachable, else at the last one tried.
best_way() {
  local address outcome='unreachable (no address)' pid
  pid=$(service_pid "$1")
  for address in $(addresses_of "$2"); do
    outcome=$("$shop/probe" "$pid" "$address" "$3")
    [ "$outcome" != reachable ] || break
  done
  echo "$outcome"
}

# A row is from, to, port, reachable|unreachable; or from, to, and the ports that are open: none, "all ports", or a list.
predicted() { # FROM TO PORT
  awk -F '\t' -v p="docker:$PROJECT/" -v from="$1" -v to="$2" -v port="$3" '
    function open(ports) { return ports == "all ports" || index("," ports ",", "," port "/tcp,") }
    { sub("^" p, "", $1); sub("^" p, "", $2); gsub(", ", ",", $3) }
    $1 != from || $2 != to { next }
    NF < 4 { found = open($3) ? "reachable" : "unreachable" }
    NF >= 4 && ($3 == port || $3 == port "/tcp") { found = $4 }
    END { print found == "" ? "-" : found }' "$predictions"
}

# The gateway against each store: the evaluator must have said that it is unreachable, and it must be so by name, by container
# address, and by every address of gateways and host.
forbidden() { each_remembered forbidden_store "${STORES[@]}"; }

forbidden_store() {
  local to=${1%:*} port=${1#*:} address pid
  pid=$(service_pid gateway)
  verdict forbidden gateway "$to" "$port" "as the evaluator predicts" unreachable "$(predicted gateway "$to" "$port")"
  by_name forbidden gateway "$to" "$port" unreachable
  by_address forbidden gateway "$to" "$port" unreachable
  for address in $(host_addresses); do
    verdict forbidden gateway "$to" "$port" "host $address" unreachable "$("$shop/probe" "$pid" "$address" "$port")"
  done
}

# What the evaluator did not predict is as wrong as what it predicted wrongly.
probing_ends() {
  say "$(grep -c '^ok' "$probes" || true) probes as expected, $(grep -vc '^ok' "$probes" || true) not"
  ! grep -qv '^ok' "$probes" || fail "not as expected, or not predicted:
$(grep -v '^ok' "$probes")"
}
