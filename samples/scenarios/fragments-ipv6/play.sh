# shellcheck shell=bash
# As fragments, with IPv6's fragment header.
pair6
serve server udp 5000 --v6 --reply 6000
serve server tcp 8080 --v6
observe node client eth0
talk client ask tcp fd20::3 8080
sleep 1.2
talk client ask udp fd20::3 5000 --send 4000 --times 3
