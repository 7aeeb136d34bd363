# shellcheck shell=bash disable=SC2154
# Resets before, in place of, and after a conversation.
pair
serve server tcp 9001 --end reset
serve server tcp 9003
serve server tcp 9004
at server nft -f - <<'RULES'
table inet filter {
  chain input {
    type filter hook input priority 0
    tcp dport 9002 reject with tcp reset
  }
}
RULES
observe node client eth0
talk client ask tcp 10.20.0.3 9001 --times 2
talk client ask tcp 10.20.0.3 9002 || true
talk client syn 10.20.0.3 9003
talk client ask tcp 10.20.0.3 9004 --end reset
