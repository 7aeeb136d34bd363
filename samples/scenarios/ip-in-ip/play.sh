# shellcheck shell=bash
# Two nodes that route their pods' packets through IP in IP; their cable is recorded, and one pod's.
nodes
carried node-a ipip tunnel0 172.30.0.2
carried node-b ipip tunnel0 172.30.0.1
routed tunnel0
serve pod-b tcp 8080 --reply 1000
serve pod-a tcp 9090 --reply 40
observe node-a node-a eth0 veth-a
observe node-b node-b eth0
talk pod-a ask tcp 10.25.2.2 8080 --send 200 --times 2
talk pod-b ask tcp 10.25.1.2 9090 --send 50
