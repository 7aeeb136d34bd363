# shellcheck shell=bash
# A node port: the node translates destination and source, so that neither address stays.
between node
at node nft -f - <<'RULES'
table ip nat {
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip daddr 10.20.0.1 tcp dport 30080 dnat to 10.20.1.2:8080
  }
  chain postrouting {
    type nat hook postrouting priority srcnat
    oifname "to-server" masquerade random
  }
}
RULES
serve server tcp 8080 --reply 300
observe node node to-client to-server
talk client ask tcp 10.20.0.1 30080 --send 100 --times 3
