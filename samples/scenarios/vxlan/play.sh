# shellcheck shell=bash
# Two nodes, a pod behind a bridge on each, and a VXLAN (network 100, port 4789) between the bridges.
nodes
ip -n node-a link add vxlan0 type vxlan id 100 dstport 4789 local 172.30.0.1 remote 172.30.0.2 dev eth0
ip -n node-b link add vxlan0 type vxlan id 100 dstport 4789 local 172.30.0.2 remote 172.30.0.1 dev eth0
bridged vxlan0
serve pod-b tcp 8080 --reply 1000
serve pod-a tcp 9090 --reply 40
observe node-a node-a eth0 veth-a
observe node-b node-b eth0 veth-b
talk pod-a ask tcp 10.25.0.12 8080 --send 200 --times 2
talk pod-b ask tcp 10.25.0.11 9090 --send 50
