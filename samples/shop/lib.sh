# shellcheck shell=bash
# Sourced by the sample's scripts: the system, the world outside it, and the load. Works on the engine that DOCKER_HOST and
# NETGEN_ENGINE_NETNS name (scripts/engine start, with the flags in engine-flags).

export PATH="$PATH:/usr/sbin:/sbin"
shop=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(readlink -f "$shop/../..")
# shellcheck source=scripts/need.sh
. "$root/scripts/need.sh"

PROJECT=shop
UP_SECONDS=120
# The world outside: documentation addresses (RFC 5737) on a bridge of its own, which is not one of Docker's.
WAN=wan0
WAN_ENGINE=203.0.113.1
WAN_PAYMENTS=(203.0.113.10 203.0.113.11)
WAN_RESOLVER=203.0.113.53
# shellcheck disable=SC2034  # used by load
WAN_CUSTOMER=203.0.113.66

say() { echo "shop: $*" >&2; }
fail() { say "$1"; exit "${2:-1}"; }

shop_needs() {
  need_root "the shop sample"
  need "the shop sample" docker=docker.io docker-compose=docker-compose ip=iproute2 nsenter=util-linux \
    timeout=coreutils flock=util-linux
}

# Uses the engine the environment names, or starts one for this script alone and stops it at the script's end.
use_engine() {
  [ -z "${NETGEN_ENGINE_NETNS:-}" ] || return 0
  own_engine=$(mktemp -d /tmp/netgen-XXXXXX)
  local started
  started=$(NETGEN_DOCKERD_FLAGS=$(cat "$shop/engine-flags") "$root/scripts/engine" start "$own_engine") ||
    fail "no engine" 4
  eval "$started"
}

leave_engine() {
  [ -z "${own_engine:-}" ] || "$root/scripts/engine" stop "$own_engine" || true
}

in_engine() { nsenter --net="/run/netns/$NETGEN_ENGINE_NETNS" "$@"; }
container_pid() { docker inspect -f '{{.State.Pid}}' "$1"; }

# The pid of a service's running container, whatever its name is.
service_pid() {
  local id
  id=$(docker ps -q --filter "label=com.docker.compose.project=$PROJECT" --filter "label=com.docker.compose.service=$1" |
    head -n 1)
  [ -n "$id" ] || fail "service $1 has no running container"
  container_pid "$id"
}

# compose RELEASE ARGUMENTS...: docker-compose on this release's files, or on $SHOP_COMPOSE_FILE alone where that is set.
compose() {
  local release=$1 files
  shift
  files=(-f "${SHOP_COMPOSE_FILE:-$shop/docker-compose.yaml}")
  [ "$release" != next ] || files+=(-f "$shop/docker-compose.next.yaml")
  timeout "$UP_SECONDS" docker-compose -p "$PROJECT" --project-directory "$shop" --env-file "$shop/.env" \
    "${files[@]}" "$@"
}

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || fail "gave up waiting for $what"
    sleep 0.3
  done
}

# --- the system ---

system_up() {
  local release=$1
  say "bringing up release $release"
  if ! compose "$release" up -d >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    compose "$release" logs --no-color --tail 10 >&2 || true
    fail "the system did not come up"
  fi
}

system_down() {
  compose "$1" down -t 2 --remove-orphans >>"$log" 2>&1 || say "docker-compose down failed; see $log"
}

# --- the world outside ---

outside_up() {
  outside_down
  in_engine ip link add "$WAN" type bridge
  in_engine ip addr add "$WAN_ENGINE/24" dev "$WAN"
  in_engine ip link set "$WAN" up
  outsider resolver "$WAN_RESOLVER" "${WAN_PAYMENTS[@]}"
  outsider payments "${WAN_PAYMENTS[0]}"
  in_netns_of payments ip addr add "${WAN_PAYMENTS[1]}/24" dev eth0
}

# outsider NAME ADDRESS ARGUMENTS...: a container on no network of Docker's, with a cable to the outside bridge.
outsider() {
  local name=$1 address=$2
  shift 2
  docker run -d --name "$name" --network none shop/outside "$name" "$@" >/dev/null
  sleep 0.5
  [ "$(container_pid "$name")" != 0 ] || { docker logs "$name" >&2; fail "the $name outside did not start"; }
  in_engine ip link add "w-$name" type veth peer name eth0 netns "$(container_pid "$name")"
  in_engine ip link set "w-$name" master "$WAN" up
  in_netns_of "$name" ip addr add "$address/24" dev eth0
  in_netns_of "$name" ip link set eth0 up
}

in_netns_of() {
  local pid
  pid=$(container_pid "$1")
  shift
  nsenter -t "$pid" -n "$@"
}

outside_down() {
  docker rm -f resolver payments customer intruder >/dev/null 2>&1 || true
  in_engine ip link delete "$WAN" 2>/dev/null || true
}


# --- the load ---

start_load() {
  "$shop/load" "$1" >"$work/load.log" 2>&1 &
  load_pid=$!
  wait_for 120 "the first round of load (see $work/load.log)" grep -q '^load: round 1 done' "$work/load.log"
}

stop_load() {
  end_child "${load_pid:-}"
  load_pid=''
}

end_child() {
  [ -n "$1" ] || return 0
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# --- everything ---

# Call once; afterwards everything_down runs at the end, however the script ends.
everything_up() {
  release=$1
  work=$(mktemp -d /tmp/netgen-shop-XXXXXX)
  log=$work/compose.log
  trap everything_down EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # Builds itself when it must, which it could not inside the engine's network namespace.
  "${NETGEN:-$root/netgen}" --version >/dev/null || fail "netgen does not start" "$?"
  use_engine
  "$shop/images/build"
  system_up "$release"
  outside_up
}

everything_down() {
  local code=$?
  trap - EXIT
  trap : INT TERM
  set +e
  say "taking everything down"
  end_child "${capture_pid:-}"
  stop_load
  outside_down
  system_down "$release"
  leave_engine
  [ "$code" != 0 ] || rm -rf "$work"
  [ "$code" = 0 ] || say "failed with exit code $code; logs are in $work"
  exit "$code"
}

# record_into DIR DURATION: netgen beside the engine, in its network namespace. Waiting for a background process lets a
# signal end this script at once.
record_into() {
  local seconds=${2%s} code=0
  say "recording $2 into $1"
  in_engine timeout $((2 * seconds + 60)) "${NETGEN:-$root/netgen}" capture docker --project "$PROJECT" -o "$1" \
    --duration "$2" &
  capture_pid=$!
  wait "$capture_pid" || code=$?
  capture_pid=''
  [ "$code" = 0 ] || fail "netgen capture failed" "$code"
}

# no_canaries_in PATH...: the passwords of the sample may occur inside packets/ and nowhere else.
no_canaries_in() {
  local found
  found=$(grep -rlaFf "$shop/canaries.txt" --exclude-dir=packets "$@" || true)
  [ -z "$found" ] || fail "a password got out of packets/ into: $found"
}
