# shellcheck shell=bash disable=SC2154
# A service of three containers: one peer, whichever of them is called or calls.
engine
bridge back 172.19.0
for number in 1 2 3; do
  container "worker$number" shop/worker - back "172.19.0.1$number"
done
container web shop/web - back 172.19.0.2
container db shop/db - back 172.19.0.3
for number in 1 2 3; do
  serve "worker$number" tcp 9000
done
serve db tcp 5432
watched back
for number in 1 2 3; do
  talk web ask tcp "172.19.0.1$number" 9000
  talk "worker$number" ask tcp 172.19.0.3 5432
done
