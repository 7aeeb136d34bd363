# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless keytool=default-jre-headless mvn=maven openssl=openssl
# ActiveMQ Classic's OpenWire and Artemis' core protocol: for anybody, with a password, and over TLS.
pair
certificates server
openssl pkcs12 -export -in "$work/server.pem" -inkey "$work/server.key" -passout pass:changeit -out "$work/server.p12"
keytool -importcert -noprompt -storepass changeit -keystore "$work/trust.p12" -storetype PKCS12 -file "$work/ca.pem" 2>/dev/null
java_with protocol-activemq Server.java 10.20.0.3 "$work/server.p12"
daemon server tcp 61618 "${java_command[@]}"
# Uses with a password, a wrong one and another form have ports of their own.
at server nft -f - <<'PLAY'
table ip ports {
  chain into {
    type nat hook prerouting priority dstnat;
    tcp dport 61619 redirect to :61616
    tcp dport 61629 redirect to :61618
    tcp dport 61622 redirect to :61620
  }
}
PLAY
observe node client eth0
settle client 10.20.0.3
use() {
  java_with protocol-activemq Client.java "$@"
  ip netns exec client env JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=$work/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit" \
    "${java_command[@]}" >>"$work/client.log" 2>&1 || true
}
use openwire tcp://10.20.0.3:61616
use openwire ssl://10.20.0.3:61617
use openwire tcp://10.20.0.3:61618 not-a-real-secret
use openwire "tcp://10.20.0.3:61619?wireFormat.tightEncodingEnabled=false&wireFormat.cacheEnabled=false"
use openwire tcp://10.20.0.3:61629 wrong-secret
use core tcp://10.20.0.3:61620
use core "tcp://10.20.0.3:61621?sslEnabled=true"
use core tcp://10.20.0.3:61622 not-a-real-secret
