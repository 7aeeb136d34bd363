# shellcheck shell=bash
# Two nodes, a pod behind a bridge on each, and a VXLAN (network 100, port 8472) between the bridges.
host node-a node-b pod-a pod-b
cable node-a eth0 172.30.0.1/24 node-b eth0 172.30.0.2/24
for side in a b; do
  ip -n "node-$side" link add br0 type bridge
  ip -n "node-$side" link set br0 up
done
ip -n node-a link add vxlan0 type vxlan id 100 dstport 8472 local 172.30.0.1 remote 172.30.0.2 dev eth0
ip -n node-b link add vxlan0 type vxlan id 100 dstport 8472 local 172.30.0.2 remote 172.30.0.1 dev eth0
cable pod-a eth0 10.25.0.11/24 node-a veth-a -
cable pod-b eth0 10.25.0.12/24 node-b veth-b -
for side in a b; do
  ip -n "node-$side" link set vxlan0 master br0 up
  ip -n "node-$side" link set "veth-$side" master br0
  ip -n "pod-$side" link set eth0 mtu 1450
done
serve pod-b tcp 8080 --reply 1000
serve pod-a tcp 9090 --reply 40
observe node-a node-a eth0
talk pod-a ask tcp 10.25.0.12 8080 --send 200 --times 2
talk pod-b ask tcp 10.25.0.11 9090 --send 50
