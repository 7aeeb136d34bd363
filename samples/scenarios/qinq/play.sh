# shellcheck shell=bash
# A trunk between two switches with two customers on it, double-tagged, who have the same addresses.
host switch-a switch-b
cable switch-a trunk - switch-b trunk -
for customer in 10 20; do
  host "client-$customer" "server-$customer"
  carried switch-a tags "tap-$customer" trunk 100 "$customer"
  carried switch-b tags "tap-$customer" trunk 100 "$customer"
  cable switch-a "port-$customer" - "client-$customer" eth0 10.26.0.2/24
  cable switch-b "port-$customer" - "server-$customer" eth0 10.26.0.3/24
  for switch in a b; do
    ip -n "switch-$switch" link add "br-$customer" type bridge
    ip -n "switch-$switch" link set "br-$customer" up
    ip -n "switch-$switch" link set "tap-$customer" master "br-$customer" up
    ip -n "switch-$switch" link set "port-$customer" master "br-$customer"
  done
  serve "server-$customer" tcp 8080 --reply 100
done
observe switch switch-a trunk
talk client-10 ask tcp 10.26.0.3 8080 --from 40000 --keep --times 4 --pause 0.2 &
asking=$!
talk client-20 ask tcp 10.26.0.3 8080 --from 40000 --keep --times 4 --pause 0.2
wait "$asking"
