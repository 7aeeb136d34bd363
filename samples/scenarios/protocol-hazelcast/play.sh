# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Hazelcast: two members of a cluster, and a client of one of them, without and with a password.
pair
member() {
  java_with protocol-hazelcast Member.java "$2" "$3"
  daemon "$1" tcp 5701 "${java_command[@]}"
}
member server 10.20.0.3 10.20.0.2
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 5702-5703 redirect to :5701; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
member client 10.20.0.2 10.20.0.3
sleep 5
use() {
  java_with protocol-hazelcast Client.java "$@"
  at client "${java_command[@]}" >>"$work/client.log" 2>&1 || true
}
use 10.20.0.3:5702
use 10.20.0.3:5703 not-a-real-secret
