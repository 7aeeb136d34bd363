# shellcheck shell=bash
# No IPv4 at all.
pair6
serve server tcp 8080 --v6
serve server udp 5000 --v6
observe node client eth0
talk client ask tcp fd20::3 8080 --times 2
sleep 1.2
talk client ask udp fd20::3 5000 --times 3
talk client ask tcp fd20::3 8081 || true
