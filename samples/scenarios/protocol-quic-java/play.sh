# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# QUIC by Kwik and Netty: versions 1 and 2, a change between them, a retry, a large hello, early data, a version refused.
pair
certificates server
java_with protocol-quic-java Quic.java
openssl pkcs12 -export -in "$work/server.pem" -inkey "$work/server.key" -name server -passout pass:not-a-real-secret \
  -out "$work/keys"
daemon server udp 4711 "${java_command[@]}" kwik-server "$work/keys" 4711 1
daemon server udp 4712 "${java_command[@]}" kwik-server "$work/keys" 4712 2
daemon server udp 4713 "${java_command[@]}" kwik-server "$work/keys" 4713 2retry
daemon server udp 4714 "${java_command[@]}" netty-server 10.20.0.3 "$work/server.key" "$work/server.pem" 4714
observe node client eth0
settle client 10.20.0.3
ask() { at client "${java_command[@]}" "$@" >>"$work/client.log" 2>&1 || { cat "$work/client.log" >&2; fail "no client"; }; }
ask kwik-client 10.20.0.3 4711 plain,again
ask kwik-client 10.20.0.3 4712 only2,again
ask kwik-client 10.20.0.3 4713 then2
ask kwik-client 10.20.0.3 4713 large
ask kwik-client 10.20.0.3 4711 only2
ask netty-client 10.20.0.3 4714
sleep 0.5
