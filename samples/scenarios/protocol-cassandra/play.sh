# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless keytool=default-jre-headless mvn=maven openssl=openssl
# Cassandra: two nodes of one cluster, the first open to anybody (and over TLS), the second asks for a password; each
# use on a port of its own.
pair
certificates server
openssl pkcs12 -export -in "$work/server.pem" -inkey "$work/server.key" -passout pass:changeit -out "$work/server.p12"
keytool -importcert -noprompt -storepass changeit -keystore "$work/trust.p12" -storetype PKCS12 -file "$work/ca.pem" 2>/dev/null
classes="${NETGEN_SCENARIO_JARS:-$HOME/.cache/netgen/scenarios}/protocol-cassandra/*"
opens=()
for each in java.base/{java.io,java.lang,java.lang.module,java.lang.reflect,java.math,java.net,java.nio,java.util} \
  java.base/{java.util.concurrent,java.util.concurrent.atomic,jdk.internal.loader,jdk.internal.math,jdk.internal.misc} \
  java.base/{jdk.internal.module,jdk.internal.ref,jdk.internal.reflect,jdk.internal.util.jar,sun.nio.ch} \
  java.management.rmi/com.sun.jmx.remote.internal.rmi java.rmi/sun.rmi.registry java.rmi/sun.rmi.server \
  java.rmi/sun.rmi.transport.tcp java.sql/java.sql jdk.management/com.sun.management.internal; do
  opens+=(--add-opens "$each=ALL-UNNAMED" --add-exports "$each=ALL-UNNAMED")
done
# node HOST ADDRESS AUTHENTICATOR: a node of the cluster, ready on return.
node() {
  mkdir -p "$work/$1"
  cat >"$work/$1/cassandra.yaml" <<PLAY
cluster_name: shop
num_tokens: 1
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
commitlog_sync: periodic
commitlog_sync_period: 10000ms
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters: [{seeds: 10.20.0.3}]
listen_address: $2
rpc_address: $2
native_transport_port: 9042
start_native_transport: true
endpoint_snitch: SimpleSnitch
auto_bootstrap: false
authenticator: $3
hinted_handoff_enabled: false
data_file_directories: [$work/$1/data]
commitlog_directory: $work/$1/commitlog
saved_caches_directory: $work/$1/caches
hints_directory: $work/$1/hints
cdc_raw_directory: $work/$1/cdc
${4:-}
PLAY
  daemon "$1" tcp 9042 java -XX:TieredStopAtLevel=1 -Xmx512m "${opens[@]}" -Djdk.attach.allowAttachSelf=true \
    -Dcassandra.config="file://$work/$1/cassandra.yaml" -Dcassandra.storagedir="$work/$1" -Dcassandra-foreground=yes \
    -Dcassandra.jmx.local.port=7199 -Dcassandra.ring_delay_ms=1000 -Dcassandra.superuser_setup_delay_ms=100 \
    -Dcassandra.skip_wait_for_gossip_to_settle=0 -Dio.netty.noUnsafe=false -cp "$classes" \
    org.apache.cassandra.service.CassandraDaemon
}
node server 10.20.0.3 AllowAllAuthenticator "native_transport_port_ssl: 9142
client_encryption_options: {enabled: true, optional: false, keystore: $work/server.p12, keystore_password: changeit, store_type: PKCS12}"
observe node client eth0
settle client 10.20.0.3
node client 10.20.0.2 PasswordAuthenticator
sleep 2
# Each use has a port of its own, which leads to the node's only one.
for each in server client; do
  at "$each" nft add table ip ports
  at "$each" nft add chain ip ports into '{ type nat hook prerouting priority dstnat; }'
  at "$each" nft add rule ip ports into tcp dport 9043-9044 redirect to :9042
done
use() {
  java_with protocol-cassandra Client.java "${@:2}"
  ip netns exec "$1" env JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=$work/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit" \
    "${java_command[@]}" >>"$work/client.log" 2>&1 || true
}
use client 10.20.0.3 9042 V5
use client 10.20.0.3 9043 V4
use client 10.20.0.3 9142 V5 tls
use server 10.20.0.2 9042 V5 cassandra
use server 10.20.0.2 9043 V4 cassandra
use server 10.20.0.2 9044 V5 not-a-real-secret
