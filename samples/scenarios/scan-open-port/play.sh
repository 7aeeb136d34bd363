# shellcheck shell=bash disable=SC2154
# As scan, but the scans meet open ports: one whose server greets at once, one that stays silent. The first scan connects
# and closes, the second sends SYNs from a raw socket, whose answers the kernel resets.
lan server client intruder stealthy
serve server tcp 8080
serve server tcp 8025 --greet 30
observe node server eth0
talk client ask tcp 10.20.0.2 8080 --times 3 --pause 0.2 &
talk intruder knock 10.20.0.2 8010-8089 --pause 0.005
talk stealthy syn 10.20.0.2 8010-8089
wait $!
