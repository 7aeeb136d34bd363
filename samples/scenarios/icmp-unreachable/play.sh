# shellcheck shell=bash
# What a router or a host answers with ICMP: no such port, forbidden, no way there.
between router
at router nft -f - <<'RULES'
table inet filter {
  chain forward {
    type filter hook forward priority 0
    tcp dport 8081 reject with icmpx admin-prohibited
  }
}
RULES
serve server tcp 8080
serve server tcp 8081
observe node client eth0
settle client 10.20.1.2
talk client ask tcp 10.20.1.2 8080
talk client ask udp 10.20.1.2 5000 --times 2
talk client ask tcp 10.20.1.2 8081 --timeout 2 || true
talk client ask tcp 10.20.9.9 8080 --timeout 2 || true
talk client ask udp 10.20.9.9 5000 --times 2 --timeout 1
