# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless javac=default-jdk-headless keytool=default-jre-headless openssl=openssl
# What every Java has with it: remote objects, a registry of them, beans with and without a password, the debugger's wire.
pair
certificates server
openssl pkcs12 -export -in "$work/server.pem" -inkey "$work/server.key" -passout pass:changeit -out "$work/server.p12"
keytool -importcert -noprompt -storepass changeit -keystore "$work/trust.p12" -storetype PKCS12 -file "$work/ca.pem" 2>/dev/null
stores=("-Djavax.net.ssl.trustStore=$work/trust.p12" -Djavax.net.ssl.trustStorePassword=changeit
  "-Djavax.net.ssl.keyStore=$work/server.p12" -Djavax.net.ssl.keyStorePassword=changeit)
run=(java -XX:TieredStopAtLevel=1 -Xmx256m "${stores[@]}")
javac -d "$work/classes" "$scenarios/protocol-java/Server.java" "$scenarios/protocol-java/Client.java"
daemon server tcp 1098 "${run[@]}" -cp "$work/classes" \
  -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=10.20.0.3:5005 Server 10.20.0.3
observe node client eth0
settle client 10.20.0.3
use() { at client "${run[@]}" -cp "$work/classes" Client 10.20.0.3 "$@" >>"$work/client.log" 2>&1 || true; }
use call 1099 orders
use list 1098
use call 1099 safe
use beans 1101
use beans 1102 not-a-real-secret
use debug 5005
