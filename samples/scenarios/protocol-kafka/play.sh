# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless keytool=default-jre-headless mvn=maven openssl=openssl
# Kafka: a broker (KRaft) for anybody, by SASL PLAIN and SCRAM in clear, and over TLS; a producer and a consumer.
pair
certificates server
openssl pkcs12 -export -in "$work/server.pem" -inkey "$work/server.key" -passout pass:changeit -out "$work/server.p12"
keytool -importcert -noprompt -storepass changeit -keystore "$work/trust.p12" -storetype PKCS12 -file "$work/ca.pem" 2>/dev/null
plain='org.apache.kafka.common.security.plain.PlainLoginModule required'
scram='org.apache.kafka.common.security.scram.ScramLoginModule required'
cat >"$work/server.properties" <<PLAY
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9090
controller.listener.names=CONTROLLER
listeners=OPEN://10.20.0.3:9092,PLAIN://10.20.0.3:9093,SCRAM://10.20.0.3:9094,SAFE://10.20.0.3:9095,CONTROLLER://127.0.0.1:9090
listener.security.protocol.map=OPEN:PLAINTEXT,PLAIN:SASL_PLAINTEXT,SCRAM:SASL_PLAINTEXT,SAFE:SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=OPEN
listener.name.plain.sasl.enabled.mechanisms=PLAIN
listener.name.plain.plain.sasl.jaas.config=$plain user_shop="not-a-real-secret";
listener.name.scram.sasl.enabled.mechanisms=SCRAM-SHA-256
listener.name.scram.scram-sha-256.sasl.jaas.config=$scram;
ssl.keystore.location=$work/server.p12
ssl.keystore.password=changeit
ssl.keystore.type=PKCS12
log.dirs=$work/logs
num.partitions=1
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
group.initial.rebalance.delay.ms=0
PLAY
classes="${NETGEN_SCENARIO_JARS:-$HOME/.cache/netgen/scenarios}/protocol-kafka/*"
run=(java -XX:TieredStopAtLevel=1 -Xmx512m -cp "$classes")
"${run[@]}" kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qk -c "$work/server.properties" \
  --add-scram 'SCRAM-SHA-256=[name=shop,password=not-a-real-secret]' >"$work/format.log" 2>&1 || fail "no storage"
ip netns exec server "${run[@]}" kafka.Kafka "$work/server.properties" </dev/null >"$work/kafka.log" 2>&1 &
wait_for "Kafka" listening server tcp 9092 || wait_for "Kafka" listening server tcp 9092 || fail "no Kafka"
observe node client eth0
settle client 10.20.0.3
use() {
  java_with protocol-kafka Client.java "$@"
  at client "${java_command[@]}" >>"$work/client.log" 2>&1
}
use 10.20.0.3:9092 read
use 10.20.0.3:9093 write security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN \
  "sasl.jaas.config=$plain username=\"shop\" password=\"not-a-real-secret\";"
use 10.20.0.3:9094 write security.protocol=SASL_PLAINTEXT sasl.mechanism=SCRAM-SHA-256 \
  "sasl.jaas.config=$scram username=\"shop\" password=\"not-a-real-secret\";"
use 10.20.0.3:9095 write security.protocol=SSL "ssl.truststore.location=$work/trust.p12" ssl.truststore.password=changeit
