# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Apache Derby: DRDA, the protocol of Db2, with passwords in clear, with passwords proved, and over TLS.
pair
java_with protocol-derby Client.java
cp=${java_command[4]}
keytool -genkeypair -alias server -keyalg EC -dname CN=server -keystore "$work/keys" -storepass not-a-real-secret 2>/dev/null
serve_derby() {
  daemon server tcp "$1" java -Xmx256m -Dderby.system.home="$work/db-$1" -Djavax.net.ssl.keyStore="$work/keys" \
    -Djavax.net.ssl.keyStorePassword=not-a-real-secret -cp "$cp" org.apache.derby.drda.NetworkServerControl start \
    -h 10.20.0.3 -p "$1" -noSecurityManager "${@:2}"
}
serve_derby 1527
serve_derby 1528 -ssl basic
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 1529 redirect to :1527; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
java_with protocol-derby Client.java "jdbc:derby://10.20.0.3:1527/shop;create=true;user=shop;password=not-a-real-secret" \
  "jdbc:derby://10.20.0.3:1528/safe;create=true;user=shop;password=not-a-real-secret;ssl=basic" \
  "jdbc:derby://10.20.0.3:1529/strong;create=true;user=shop;password=not-a-real-secret;securityMechanism=8"
at client "${java_command[@]}" >"$work/client.log" 2>&1 || { cat "$work/client.log" >&2; fail "no client"; }
sleep 0.5
