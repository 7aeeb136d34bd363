# shellcheck shell=bash disable=SC2154
# Sourced by record: what a scenario's play.sh is written with. All of it runs in private namespaces.

say() { echo "scenarios: $*" >&2; }
fail() { say "$1"; exit "${2:-1}"; }

# play NAME DIRECTORY: plays NAME/play.sh, its recordings into DIRECTORY.
play() {
  out=$2
  mkdir -p /run/netns
  mount -t tmpfs netns /run/netns
  mkdir /run/netns/.work
  work=/run/netns/.work
  recorders=()
  hosts=()
  # shellcheck source=/dev/null
  . "$scenarios/$1/play.sh"
  [ "${#recorders[@]}" = 0 ] || stop_observing
  # A recording of one host is the recording.
  if [ "${#hosts[@]}" = 1 ]; then
    mv "$out/${hosts[0]}"/* "$out/"
    rmdir "$out/${hosts[0]}"
  fi
}

# host NAME...: network namespaces without IPv6 that take packets from wherever they come.
host() {
  local name
  for name in "$@"; do
    ip netns add "$name"
    at "$name" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
      net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
    ip -n "$name" link set lo up
  done
}

# host6 NAME...: network namespaces with IPv6 alone that solicit no router.
host6() {
  local name
  for name in "$@"; do
    ip netns add "$name"
    at "$name" sysctl -qw net.ipv6.conf.all.accept_ra=0 net.ipv6.conf.default.accept_ra=0 \
      net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
    ip -n "$name" link set lo up
  done
}

# at HOST COMMAND...
at() { ip netns exec "$@"; }

# cable HOST INTERFACE ADDRESS HOST INTERFACE ADDRESS: an address is with prefix length, or - for none.
cable() {
  ip link add "$2" netns "$1" type veth peer name "$5" netns "$4"
  address "$1" "$2" "$3"
  address "$4" "$5" "$6"
}

address() {
  case $3 in
    -) ;;
    *:*) ip -n "$1" address add "$3" dev "$2" nodad ;;
    *) ip -n "$1" address add "$3" dev "$2" ;;
  esac
  ip -n "$1" link set "$2" up
}

# router HOST...: they forward.
router() {
  local name
  for name in "$@"; do
    at "$name" sysctl -qw net.ipv4.ip_forward=1
  done
}

# route HOST DESTINATION GATEWAY
route() { ip -n "$1" route add "$2" via "$3"; }

# pair: two hosts on one cable, the commonest scene: client 10.20.0.2 and server 10.20.0.3.
pair() {
  host client server
  cable client eth0 10.20.0.2/24 server eth0 10.20.0.3/24
}

# between MIDDLE: client 10.20.0.2 and server 10.20.1.2 with this router between: .1 on both sides, interfaces
# to-client and to-server.
between() {
  host client "$1" server
  router "$1"
  cable client eth0 10.20.0.2/24 "$1" to-client 10.20.0.1/24
  cable "$1" to-server 10.20.1.1/24 server eth0 10.20.1.2/24
  route client default 10.20.0.1
  route server default 10.20.1.1
}

# pair6: the same with IPv6 alone: client fd20::2 and server fd20::3.
pair6() {
  host6 client server
  cable client eth0 fd20::2/64 server eth0 fd20::3/64
}

# lan HOST...: hosts 10.20.0.2, 10.20.0.3 and so on, in this order, behind one switch.
lan() {
  local name number=2
  host switch "$@"
  ip -n switch link add lan type bridge
  ip -n switch link set lan up
  for name in "$@"; do
    cable switch "$name" - "$name" eth0 "10.20.0.$((number++))/24"
    ip -n switch link set "$name" master lan
  done
}

# talk HOST ARGUMENTS...: see talk.py.
talk() {
  local where=$1
  shift
  at "$where" python3 "$scenarios/talk.py" "$@"
}

# serve HOST tcp|udp PORT ARGUMENTS...: a server of talk.py, in the background, ready on return.
serve() {
  ip netns exec "$1" python3 "$scenarios/talk.py" serve "${@:2}" &
  wait_for "a listener on $1:$3" listening "$1" "$2" "$3"
}

listening() { [ -n "$(at "$1" ss -Hln "--$2" "sport = :$3")" ]; }

# nodes: node-a 172.30.0.1 and node-b 172.30.0.2 on one cable, and hosts pod-a and pod-b yet without.
nodes() {
  host node-a node-b pod-a pod-b
  cable node-a eth0 172.30.0.1/24 node-b eth0 172.30.0.2/24
}

# bridged DEVICE: on each node a bridge between this device and the pod; the pods are 10.25.0.11 and 10.25.0.12.
bridged() {
  local side number=11
  for side in a b; do
    ip -n "node-$side" link add br0 type bridge
    ip -n "node-$side" link set br0 up
    cable "pod-$side" eth0 "10.25.0.$((number++))/24" "node-$side" "veth-$side" -
    ip -n "node-$side" link set "veth-$side" master br0
    ip -n "node-$side" link set "$1" master br0 up
    ip -n "pod-$side" link set eth0 mtu 1400
  done
}

# routed DEVICE: each node routes between this device and its pod; the pods are 10.25.1.2 and 10.25.2.2.
routed() {
  local side number=1 other=2
  for side in a b; do
    router "node-$side"
    cable "pod-$side" eth0 "10.25.$number.2/24" "node-$side" "veth-$side" "10.25.$number.1/24"
    route "pod-$side" default "10.25.$number.1"
    ip -n "node-$side" link set "$1" mtu 1400 up
    ip -n "node-$side" route add "10.25.$other.0/24" dev "$1"
    number=2 other=1
  done
}

# carried HOST KIND DEVICE ARGUMENT...: carries there what this device takes; see carry.py.
carried() {
  ip netns exec "$1" python3 "$scenarios/carry.py" "${@:2}" &
  wait_for "device $3 on $1" ip -n "$1" link show "$3" >/dev/null 2>&1
}

# observe HOST NAMESPACE INTERFACE...: records there under this host's name until stop_observing, with the files that
# $inventory lists.
observe() {
  local name=$1 where=$2 count=0 each
  shift 2
  for each in "$@"; do
    [[ $each == -* ]] || count=$((count + 1))
  done
  for each in ${inventory:-}; do
    set -- "$@" --inventory "$each"
  done
  hosts+=("$name")
  # shellcheck disable=SC2016
  ip netns exec "$where" unshare --uts sh -c 'hostname "$1"; shift; exec "$@"' sh "$name" \
    "$NETGEN" capture interface "$@" -o "$out/$name" </dev/null 2>"$work/$name.log" &
  recorders+=($!)
  wait_for "the recording on $name" recording "$out/$name/packets" "$count" ||
    { cat "$work/$name.log" >&2; fail "no recording on $name" 4; }
}

recording() { [ "$(find "$1" -name '*.pcap' 2>/dev/null | wc -l)" -ge "$2" ]; }

stop_observing() {
  local recorder
  sleep 0.3
  for recorder in "${recorders[@]}"; do
    kill -TERM "$recorder"
    wait "$recorder" || fail "netgen capture ended with exit code $?"
  done
  recorders=()
}

# settle HOST ADDRESS: a ping, and then time enough for what follows not to be the capture's beginning.
settle() {
  talk "$1" ping "$2"
  sleep 1.3
}

# wait_for WHAT COMMAND...: until it succeeds, at most 60 seconds.
wait_for() {
  local what=$1 end=$((SECONDS + 60))
  shift
  until "$@"; do
    ((SECONDS < end)) || { say "gave up waiting for $what"; return 1; }
    sleep 0.05
  done
}

# daemon HOST tcp|udp PORT COMMAND...: a program in the background, ready on return; it ends with the scenario.
daemon() {
  local where=$1
  ip netns exec "$where" "${@:4}" </dev/null >"$work/$2-$3.log" 2>&1 &
  wait_for "a listener on $where:$3" listening "$where" "$2" "$3" || { cat "$work/$2-$3.log" >&2; fail "no ${*:4}"; }
}

# java_with NAME FILE.java ARGUMENT...: the command that runs this program of scenario NAME with its jars; see fetch-jars.
java_with() {
  local cache=${NETGEN_SCENARIO_JARS:-$HOME/.cache/netgen/scenarios}
  java_command=(java -XX:TieredStopAtLevel=1 -Xmx512m -cp "$cache/$1/*" "$scenarios/$1/$2" "${@:3}")
}

# certificates NAME: $work/ca.pem, and $work/NAME.pem with $work/NAME.key for that host name and 10.20.0.3, on P-256.
certificates() {
  if [ ! -e "$work/ca.pem" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=Scenario CA" \
      -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
  fi
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=$1" \
    -addext "subjectAltName=DNS:$1,IP:10.20.0.3" -CA "$work/ca.pem" -CAkey "$work/ca.key" \
    -keyout "$work/$1.key" -out "$work/$1.pem" 2>/dev/null
  chmod 644 "$work/$1.key"
}

# shellcheck source=SCRIPTDIR/cluster.sh
. "$scenarios/cluster.sh"
# shellcheck source=SCRIPTDIR/engine.sh
. "$scenarios/engine.sh"
# shellcheck source=SCRIPTDIR/docker.sh
. "$scenarios/docker.sh"
