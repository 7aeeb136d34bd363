# shellcheck shell=bash
# The router translates its own port 80 to the server's 8080; both of its sides are recorded.
between gateway
at gateway nft -f - <<'RULES'
table ip nat {
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip daddr 10.20.0.1 tcp dport 80 dnat to 10.20.1.2:8080
  }
}
RULES
serve server tcp 8080 --reply 300
observe gateway gateway to-client to-server
talk client ask tcp 10.20.0.1 80 --send 100 --times 3
