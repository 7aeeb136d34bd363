# shellcheck shell=bash disable=SC2154
# A translated connection that is older than the recording of both its sides; a second one begins in it.
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
talk client ask tcp 10.20.0.1 80 --keep --send 100 --times 8 --until "$work/go" &
old=$!
sleep 1
observe gateway gateway to-client to-server
talk client ask tcp 10.20.0.1 80 --send 100
touch "$work/go"
wait "$old"
