# shellcheck shell=bash disable=SC2154
# Sourced by lib.sh: scenes of a real Docker engine, private to the scene. Its containers run the scenes' programs from the
# machine's own /usr; what is told of them is what the engine tells.

readonly ENGINE_ADDRESS=203.0.113.2 WORLD_ADDRESS=203.0.113.1

# dockerd_with FLAG...: an engine of its own with these flags, in $engine_space, hidden behind 203.0.113.2, and a machine of
# the world, 203.0.113.1. Image `box` has the machine's programs, and the scenes' at /scenes.
dockerd_with() {
  local started
  started=$(NETGEN_DOCKERD_FLAGS=$* "$root/scripts/engine" start "$work/e" 2>"$work/engine.log") ||
    { tail -n 5 "$work/engine.log" >&2; fail "no engine" 4; }
  eval "$started"
  engine_space=$NETGEN_ENGINE_NETNS
  trap 'leave_engine' EXIT
  host world
  cable "$engine_space" uplink "$ENGINE_ADDRESS/24" world eth0 "$WORLD_ADDRESS/24"
  route "$engine_space" default "$WORLD_ADDRESS"
  mkdir -p "$work/box"/{usr,etc,scenes,tmp,proc,dev,sys}
  ln -s usr/bin usr/lib usr/lib64 usr/sbin "$work/box/"
  tar -C "$work/box" -c . | docker import - box >/dev/null
}

leave_engine() { "$root/scripts/engine" stop "$work/e" 2>/dev/null || true; }

# net NAME OPTION...: network shop_NAME, as Compose calls and labels it.
net() {
  docker network create --label com.docker.compose.project=shop --label "com.docker.compose.network=$1" \
    "${@:2}" "shop_$1" >/dev/null
}

# run SERVICE OPTION...: a container shop_SERVICE_1 that does nothing by itself.
run() {
  docker run -d --name "shop_$1_1" --label com.docker.compose.project=shop --label "com.docker.compose.service=$1" \
    --label com.docker.compose.container-number=1 -v /usr:/usr:ro -v "$scenarios:/scenes:ro" \
    "${@:2}" box sleep 1000 >/dev/null
}

# join SERVICE NETWORK ALIAS...: on this network, too, and called so there.
join() {
  local each names=()
  for each in "${@:3}"; do
    names+=(--alias "$each")
  done
  docker network connect "${names[@]}" "shop_$2" "shop_$1_1"
}

# offer SERVICE tcp|udp PORT ARGUMENT...: a server of talk.py inside, ready on return.
offer() {
  docker exec -d "shop_$1_1" /usr/bin/python3 /scenes/talk.py serve "${@:2}"
  wait_for "a listener on $1:$3" offered "$1" "$2" "$3"
}

offered() { [ -n "$(docker exec "shop_$1_1" ss -Hln "--$2" "sport = :$3")" ]; }

# say_to SERVICE ARGUMENT...: a client of talk.py inside.
say_to() { docker exec "shop_$1_1" /usr/bin/python3 /scenes/talk.py "${@:2}"; }

# look_up SERVICE NAME PORT [OPTION...]: see call.py.
look_up() { docker exec "shop_$1_1" /usr/bin/python3 /scenes/call.py "${@:2}"; }

# follow COUNT OPTION...: records what the engine has of the project, so many networks, until stop_observing.
follow() {
  hosts+=(engine)
  # shellcheck disable=SC2016
  ip netns exec "$engine_space" unshare --uts sh -c 'hostname engine; exec "$@"' sh \
    "$NETGEN" capture docker --project shop "${@:2}" -o "$out/engine" </dev/null 2>"$work/engine-capture.log" &
  recorders+=($!)
  wait_for "the recording of the engine" recording "$out/engine/packets" "$1" ||
    { cat "$work/engine-capture.log" >&2; fail "no recording of the engine" 4; }
}

# follows PORT: whether calls of this published port are recorded where they reach the host.
follows() { grep -q "filter: .*port $1" "$out/engine/recording.yaml"; }

# inspected: what docker inspect tells now, as files for recorders.
inspected() {
  docker ps -q | xargs docker inspect >"$work/containers.json"
  docker network ls -q | xargs docker network inspect >"$work/networks.json"
  echo "$work/containers.json $work/networks.json"
}

# within SERVICE INTERFACE...: records inside a container's network namespace, under its host name, with what docker inspect
# tells, until stop_observing.
within() {
  local name=$1 pid told=() each
  for each in $(inspected); do
    told+=(--inventory "$each")
  done
  pid=$(docker inspect -f '{{.State.Pid}}' "shop_${name}_1")
  shift
  hosts+=("$name")
  nsenter -t "$pid" --net --uts "$NETGEN" capture interface "$@" \
    "${told[@]}" -o "$out/$name" </dev/null 2>"$work/$name.log" &
  recorders+=($!)
  wait_for "the recording in $name" recording "$out/$name/packets" $# ||
    { cat "$work/$name.log" >&2; fail "no recording in $name" 4; }
}
