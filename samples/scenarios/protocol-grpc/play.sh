# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven openssl=openssl
# gRPC by Java's library: calls in clear, with a token, and over TLS.
pair
certificates server
java_with protocol-grpc Server.java 10.20.0.3 "$work/server.pem" "$work/server.key"
daemon server tcp 50052 "${java_command[@]}"
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 50053 redirect to :50051; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
use() {
  java_with protocol-grpc Client.java "$@"
  at client "${java_command[@]}" >>"$work/client.log" 2>&1
}
use 10.20.0.3 50051
use 10.20.0.3 50052 tls "$work/ca.pem"
use 10.20.0.3 50053 not-a-real-secret
