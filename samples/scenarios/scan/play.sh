# shellcheck shell=bash disable=SC2154
# An intruder knocks at closed ports of a server, one of its customers talks to it meanwhile.
lan server client intruder
serve server tcp 8080
observe node server eth0
talk client ask tcp 10.20.0.2 8080 --times 3 --pause 0.2 &
talk intruder knock 10.20.0.2 9000-9039
wait $!
