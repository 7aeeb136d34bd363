# shellcheck shell=bash
# As vxlan, with Geneve: the nodes record their cable and node-a its pod's besides.
nodes
carried node-a geneve geneve0 172.30.0.2
carried node-b geneve geneve0 172.30.0.1
bridged geneve0
serve pod-b tcp 8080 --reply 1000
serve pod-a tcp 9090 --reply 40
observe node-a node-a eth0 veth-a
observe node-b node-b eth0
talk pod-a ask tcp 10.25.0.12 8080 --send 200 --times 2
talk pod-b ask tcp 10.25.0.11 9090 --send 50
