# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven nft=nftables
# Apache Pulsar: a broker with its own bookie, sent to and received from in clear and over TLS, asked with a token.
pair
certificates server
# The broker reads no other keys than RSA's.
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=server -addext subjectAltName=IP:10.20.0.3 \
  -CA "$work/ca.pem" -CAkey "$work/ca.key" -keyout "$work/server.key" -out "$work/server.pem" 2>/dev/null
cat >"$work/broker.conf" <<PULSAR
clusterName=shop
brokerServicePort=6650
brokerServicePortTls=6651
webServicePort=8080
tlsCertificateFilePath=$work/server.pem
tlsKeyFilePath=$work/server.key
advertisedAddress=10.20.0.3
managedLedgerDefaultEnsembleSize=1
managedLedgerDefaultWriteQuorum=1
managedLedgerDefaultAckQuorum=1
loadBalancerEnabled=false
systemTopicEnabled=false
topicLevelPoliciesEnabled=false
diskUsageThreshold=0.99
diskUsageWarnThreshold=0.98
PULSAR
opened=()
for package in jdk.internal.loader java.lang java.io java.util.zip java.nio sun.nio.ch jdk.internal.platform jdk.internal.misc; do
  opened+=(--add-opens "java.base/$package=ALL-UNNAMED")
done
java_with protocol-pulsar Client.java
cp=${java_command[4]}
daemon server tcp 6650 java -Xmx1g "${opened[@]}" --add-opens java.management/sun.management=ALL-UNNAMED -cp "$cp" \
  org.apache.pulsar.PulsarStandaloneStarter --config "$work/broker.conf" --no-functions-worker --no-stream-storage \
  -a 10.20.0.3 --metadata-dir "$work/metadata" --bookkeeper-dir "$work/bookkeeper"
wait_for "the broker" grep -q 'messaging service is ready' "$work/tcp-6650.log"
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 6652 redirect to :6650; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
use() {
  java_with protocol-pulsar Client.java "$@"
  at client "${java_command[@]}" >>"$work/client.log" 2>&1 || { tail -n 40 "$work/client.log" >&2; fail "no client"; }
}
use pulsar://10.20.0.3:6650
use pulsar+ssl://10.20.0.3:6651 "$work/ca.pem"
use pulsar://10.20.0.3:6652 not-a-real-token
sleep 1
