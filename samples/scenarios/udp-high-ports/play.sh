# shellcheck shell=bash
# UDP between unknown programs: the servers' ports are high, the clients' are low, one of them a well-known one.
lan server one two
serve server udp 40000
serve server udp 45000
observe node server eth0
settle one 10.20.0.2
talk one ask udp 10.20.0.2 45000 --from 1001 --times 3
talk two ask udp 10.20.0.2 40000 --from 123 --times 3
