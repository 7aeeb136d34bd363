# shellcheck shell=bash disable=SC2154
# Two inventories in one file, of which the second is of another engine: it gives one address to another container.
engine
bridge back 172.19.0
container web shop/web - back 172.19.0.2
container db shop/db - back 172.19.0.3
describe intruder '' - '"back":{"IPAddress":"172.19.0.2","Gateway":"172.19.0.1"}'
serve db tcp 5432
serve web tcp 8080
watched back
talk web ask tcp 172.19.0.3 5432
talk db ask tcp 172.19.0.2 8080
