# shellcheck shell=bash disable=SC2154
# Sourced by lib.sh: scenes of a Kubernetes cluster. Nodes, pods and translations are the kernel's; what kubectl would tell
# of them is written by kube.py with the addresses and times of the run.

# kube VERB ARGUMENTS...: see kube.py. $cluster names the cluster where there are several.
kube() { python3 "$scenarios/kube.py" "$work/kube${cluster:-}.json" "$@"; }

# cluster COUNT: nodes node-1 and so on, 172.30.0.1 and so on, on one switch. Node N routes to its pods, 10.244.N.0/24, by
# a cable each, whose near end is 10.244.N.1.
cluster() {
  local n m
  pods=0 nodes=$1
  host switch
  ip -n switch link add lan type bridge
  ip -n switch link set lan up
  for ((n = 1; n <= $1; n++)); do
    host "node-$n"
    router "node-$n"
    outside "node-$n" "172.30.0.$n"
    ip -n "node-$n" route add 10.96.0.0/16 dev eth0
    for ((m = 1; m < n; m++)); do
      route "node-$n" "10.244.$m.0/24" "172.30.0.$m"
      route "node-$m" "10.244.$n.0/24" "172.30.0.$n"
    done
    at "node-$n" nft -f - <<'RULES'
table ip services {
  chain translate { }
  chain prerouting { type nat hook prerouting priority dstnat; jump translate; }
  chain output { type nat hook output priority -100; jump translate; }
  chain postrouting { type nat hook postrouting priority srcnat; meta mark 1 masquerade; }
}
RULES
    kube node "node-$n" --address "172.30.0.$n" --pods "10.244.$n.0/24"
  done
}

# outside HOST ADDRESS: on the nodes' switch.
outside() {
  cable switch "$1" - "$1" eth0 "$2/24"
  ip -n switch link set "$1" master lan
}

# internet HOST ADDRESS: a host of the internet with this address, which all nodes reach; it reaches what is not theirs by
# way of node-1.
internet() {
  local n
  host "$1"
  outside "$1" 172.30.0.200
  ip -n "$1" address add "$2/32" dev lo
  ip -n "$1" route change 172.30.0.0/24 dev eth0 src "$2"
  ip -n "$1" route add default via 172.30.0.1 src "$2"
  for ((n = 1; n <= nodes; n++)); do
    route "node-$n" "$2" 172.30.0.200
  done
}

# pod NODE-NUMBER NAMESPACE/NAME ADDRESS ARGUMENTS...: a host NAMESPACE.NAME; the arguments are those of `kube pod`. Its
# cable's near end is p1, p2 and so on, in the order of the calls.
pod() {
  local node=node-$1 name=${2/\//.}
  host "$name"
  cable "$name" eth0 "$3/32" "$node" "p$((++pods))" "10.244.$1.1/32"
  ip -n "$node" route add "$3" dev "p$pods"
  ip -n "$name" route add "10.244.$1.1" dev eth0
  ip -n "$name" route add default via "10.244.$1.1"
  kube pod "$2" --ip "$3" --node "$node" --host "172.30.0.$1" "${@:4}"
}

# second NODE-NUMBER HOST INTERFACE ADDRESS: an IPv6 address besides, for the pod at this cable of its node.
second() {
  local node=node-$1 name
  for name in "$node" "$2"; do
    at "$name" sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 \
      net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.forwarding=1
  done
  at "$node" sysctl -qw "net.ipv6.conf.$3.disable_ipv6=0" "net.ipv6.conf.$3.accept_dad=0"
  at "$2" sysctl -qw net.ipv6.conf.eth0.disable_ipv6=0 net.ipv6.conf.eth0.accept_dad=0
  ip -n "$node" address add fe80::1/64 dev "$3" nodad
  ip -n "$2" address add "$4/128" dev eth0 nodad
  ip -n "$2" route add default via fe80::1 dev eth0
  ip -n "$node" route add "$4/128" dev "$3"
}

# gone NAMESPACE/NAME: the pod is deleted, and its address free.
gone() {
  ip netns del "${1/\//.}"
  kube delete "$1"
}

# on_host NODE-NUMBER NAMESPACE/NAME ARGUMENTS...: a pod on its node's network; what it does is done at node-NUMBER.
on_host() {
  kube pod "$2" --ip "172.30.0.$1" --node "node-$1" --host "172.30.0.$1" --host-network "${@:3}"
}

# translate MATCH END...: on every node, connections that match go to these ADDRESS.PORT in turn; MATCH is nft's. With
# hide=1 the client's address is hidden behind the node's.
translate() {
  local match=$1 turns='' n end
  shift
  for ((n = 0; n < $#; n++)); do
    end=${*:$((n + 1)):1}
    turns+="${turns:+, }$n : ${end%.*} . ${end##*.}"
  done
  for ((n = 1; n <= nodes; n++)); do
    at "node-$n" nft add rule ip services translate "$match" ${hide:+meta mark set 1} \
      "dnat ip to numgen inc mod $# map { $turns }"
  done
}

# told NODE: what kubectl would print now, into the recording of that name.
told() {
  mkdir -p "$out/$1/inventory"
  kube list >"$out/$1/inventory/$(date -u +%Y%m%dT%H%M%S.%6NZ)-kubernetes.json"
}
