# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Neo4j's Bolt: for anybody and with a password.
pair
java_with protocol-neo4j Server.java "$work/neo4j" 10.20.0.3
daemon server tcp 7687 "${java_command[@]}"
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 7688 redirect to :7687; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
use() {
  java_with protocol-neo4j Client.java "$@"
  at client "${java_command[@]}" >>"$work/client.log" 2>&1
}
use bolt://10.20.0.3:7687
use bolt://10.20.0.3:7688 not-a-real-secret
