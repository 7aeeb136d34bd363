# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# OpenSearch: two nodes of one cluster.
pair
member() {
  mkdir -p "$work/$1/config"
  java_with protocol-opensearch Member.java "$work/$1" "$2" "$3"
  ip netns exec "$1" "${java_command[@]}" </dev/null >"$work/$1.log" 2>&1 &
  wait_for "a node" listening "$1" tcp 9300 || fail "no node"
}
member server 10.20.0.3 first
observe node client eth0
settle client 10.20.0.3
member client 10.20.0.2 second
sleep 12
