# shellcheck shell=bash
# A VXLAN between nodes with IPv6, for pods with IPv6.
host6 node-a node-b pod-a pod-b
cable node-a eth0 fd30::1/64 node-b eth0 fd30::2/64
ip -n node-a link add vxlan0 type vxlan id 100 dstport 4789 local fd30::1 remote fd30::2 dev eth0
ip -n node-b link add vxlan0 type vxlan id 100 dstport 4789 local fd30::2 remote fd30::1 dev eth0
for side in a b; do
  ip -n "node-$side" link add br0 type bridge
  ip -n "node-$side" link set br0 up
  ip -n "node-$side" link set vxlan0 master br0 up
done
cable pod-a eth0 fd25::a/64 node-a veth-a -
cable pod-b eth0 fd25::b/64 node-b veth-b -
ip -n node-a link set veth-a master br0
ip -n node-b link set veth-b master br0
ip -n pod-a link set eth0 mtu 1400
ip -n pod-b link set eth0 mtu 1400
serve pod-b tcp 8080 --v6 --reply 1000
observe node-a node-a eth0 veth-a
talk pod-a ask tcp fd25::b 8080 --send 200 --times 2
