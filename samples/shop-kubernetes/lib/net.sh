# Nodes, the world outside and the cables between them: network namespaces.
# All of it lives in the private namespaces that `record` has put itself into.

# Router, payment service, resolver.
readonly WORLD=(203.0.113.1 203.0.113.20 203.0.113.53)
declare -rA CUSTOMERS=([customer-1]=203.0.113.101 [customer-2]=203.0.113.102 [customer-3]=203.0.113.103)

net_namespace() {
  ip netns add "$1"
  ip netns exec "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  ip -n "$1" link set lo up
}

net_nodes() {
  local node
  for node in worker-1 worker-2 world; do
    net_namespace "$node"
  done
  for node in worker-1 worker-2; do
    ip netns exec "$node" sysctl -qw net.ipv4.ip_forward=1
  done
  ip link add nodes netns worker-1 type veth peer name nodes netns worker-2
  net_address worker-1 nodes 10.0.0.11/24
  net_address worker-2 nodes 10.0.0.12/24
  ip -n worker-1 route add 10.244.2.0/24 via 10.0.0.12
  ip -n worker-2 route add default via 10.0.0.11
}

net_world() {
  local address name
  ip -n world link add lan type bridge
  for address in "${WORLD[@]}"; do
    net_address world lan "$address/24"
  done
  for name in "${!CUSTOMERS[@]}"; do
    net_namespace "$name"
    net_attach "$name" eth0 "${CUSTOMERS[$name]}/24"
  done
  net_attach worker-1 uplink 203.0.113.2/24
  net_address worker-1 uplink 203.0.113.10/32
  ip -n worker-1 route add default via 203.0.113.1
}

# net_attach NAMESPACE INTERFACE ADDRESS: a cable from there to the world's bridge.
net_attach() {
  ip link add "$2" netns "$1" type veth peer name "to-$1" netns world
  ip -n world link set "to-$1" master lan up
  net_address "$1" "$2" "$3"
}

net_address() {
  ip -n "$1" address add "$3" dev "$2"
  ip -n "$1" link set "$2" up
}

# net_pod POD NODE ADDRESS INTERFACE: a pod's namespace as Calico makes it: one /32
# address, a link-local gateway that the node answers ARP for, a host route back.
net_pod() {
  local pod=$1 node=$2 address=$3 interface=$4
  net_namespace "$pod"
  ip link add "$interface" netns "$node" type veth peer name eth0 netns "$pod"
  ip -n "$node" link set "$interface" address ee:ee:ee:ee:ee:ee up
  ip netns exec "$node" sysctl -qw "net.ipv4.conf.$interface.proxy_arp=1" \
    "net.ipv4.neigh.$interface.proxy_delay=0"
  ip -n "$node" route add "$address/32" dev "$interface" scope link
  net_address "$pod" eth0 "$address/32"
  ip -n "$pod" route add 169.254.1.1 dev eth0 scope link
  ip -n "$pod" route add default via 169.254.1.1 dev eth0
}

# net_open HOST-ADDRESS PORT: whether something listens there, asked from worker-1.
net_open() {
  ip netns exec worker-1 timeout 1 bash -c ": </dev/tcp/$1/$2" 2>/dev/null
}
