# shellcheck shell=bash disable=SC2154
# A published port: the engine translates what comes from outside; clients keep their addresses.
engine
bridge front 172.18.0
container web shop/web published=8080:80 front 172.18.0.2
at engine nft add rule ip nat prerouting iifname uplink tcp dport 8080 dnat to 172.18.0.2:80
far 198.51.100.7
serve web tcp 80
watched front uplink
talk world ask tcp 203.0.113.2 8080
at world ip route add 203.0.113.2/32 dev eth0 src 198.51.100.7
talk world ask tcp 203.0.113.2 8080 --times 2
