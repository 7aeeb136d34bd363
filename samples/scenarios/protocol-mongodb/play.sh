# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless keytool=default-jre-headless mvn=maven
# MongoDB: MongoDB's Java driver against mongo-java-server, in clear, compressed, with credentials, and over TLS.
pair
certificates server
java_with protocol-mongodb Server.java 10.20.0.3 27017 "$work/server.pem" "$work/server.key"
daemon server tcp 27017 "${java_command[@]}"
# Each use has a port of its own, all of which lead to the one server.
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 27019-27022 redirect to :27017; }
}
PLAY
keytool -importcert -noprompt -storepass changeit -keystore "$work/trust" -file "$work/ca.pem" 2>/dev/null
observe node client eth0
settle client 10.20.0.3
options='serverSelectionTimeoutMS=15000&connectTimeoutMS=15000&maxPoolSize=1&serverMonitoringMode=poll&retryWrites=false'
java_with protocol-mongodb Client.java \
  "mongodb://10.20.0.3:27017/?$options" \
  "mongodb://10.20.0.3:27018/?$options&tls=true" \
  "mongodb://10.20.0.3:27019/?$options&compressors=zlib" \
  "mongodb://shop:not-a-real-secret@10.20.0.3:27020/?$options&authMechanism=PLAIN&authSource=%24external" \
  "mongodb://shop:not-a-real-secret@10.20.0.3:27021/?$options&authMechanism=SCRAM-SHA-256"
ip netns exec client env JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=$work/trust -Djavax.net.ssl.trustStorePassword=changeit" \
  "${java_command[@]}" >"$work/client.log" 2>&1
