# shellcheck shell=bash
# A router loses packets of either direction: retransmissions, in and out of order, and answers that come late.
between router
at router nft -f - <<'RULES'
table inet filter {
  chain forward {
    type filter hook forward priority 0
    tcp dport 8080 meta length > 300 numgen inc mod 4 == 1 drop
    tcp sport 8080 meta length > 300 numgen inc mod 4 == 2 drop
  }
}
RULES
serve server tcp 8080 --reply 400
observe router router to-client to-server
talk client ask tcp 10.20.1.2 8080 --send 400 --keep --times 12
