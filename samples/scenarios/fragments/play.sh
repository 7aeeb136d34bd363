# shellcheck shell=bash
# Datagrams larger than the cable takes: the kernel sends them in fragments, both ways.
pair
serve server udp 5000 --reply 6000
observe node client eth0
settle client 10.20.0.3
talk client ask udp 10.20.0.3 5000 --send 4000 --times 3
