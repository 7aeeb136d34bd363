# shellcheck shell=bash
# As dnat, with datagrams: the router's port 53 is the server's 5353. Each datagram differs.
between gateway
at gateway nft -f - <<'RULES'
table ip nat {
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip daddr 10.20.0.1 udp dport 53 dnat to 10.20.1.2:5353
  }
}
RULES
serve server udp 5353 --reply 90
observe gateway gateway to-client to-server
settle client 10.20.1.2
talk client ask udp 10.20.0.1 53 --send 60 --times 6
