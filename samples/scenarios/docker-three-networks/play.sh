# shellcheck shell=bash disable=SC2154
# A container on three networks, called on each of its addresses, and calling on each.
engine
bridge front 172.18.0
bridge back 172.19.0
bridge ops 172.20.0
container hub shop/hub - front 172.18.0.2 back 172.19.0.2 ops 172.20.0.2
container web shop/web - front 172.18.0.3
container db shop/db - back 172.19.0.3
container monitor - - ops 172.20.0.3
serve hub tcp 8080
serve db tcp 5432
watched front back ops
talk web ask tcp 172.18.0.2 8080 --times 2
talk hub ask tcp 172.19.0.3 5432
talk monitor ask tcp 172.20.0.2 8080
