# shellcheck shell=bash disable=SC2154
# A client tries a server that is not up yet, and gets through at the fourth try.
pair
observe node client eth0
talk client ask tcp 10.20.0.3 8080 --tries 60 --pause 0.3 &
asking=$!
sleep 0.8
serve server tcp 8080
wait "$asking"
