# shellcheck shell=bash
# A VXLAN over a cable too narrow for it: the kernel sends the tunnel's packets in fragments.
nodes
ip -n node-a link add vxlan0 type vxlan id 100 dstport 4789 local 172.30.0.1 remote 172.30.0.2 dev eth0
ip -n node-b link add vxlan0 type vxlan id 100 dstport 4789 local 172.30.0.2 remote 172.30.0.1 dev eth0
bridged vxlan0
ip -n node-a link set eth0 mtu 900
ip -n node-b link set eth0 mtu 900
serve pod-b tcp 8080 --reply 3000
serve pod-b udp 5000 --reply 1200
observe node-a node-a eth0
talk pod-a ask tcp 10.25.0.12 8080 --send 3000 --times 2
sleep 1.2
talk pod-a ask udp 10.25.0.12 5000 --send 1200 --times 2
