# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Apache Ignite's nodes and its thin client, H2, RSocket, Fluentd's forward protocol by Fluency.
pair
ip -n client link set lo up
ip -n server link set lo up
# Nodes tell each other their environment, folders and class path: nothing of this machine.
mount --bind "${NETGEN_SCENARIO_JARS:-$HOME/.cache/netgen/scenarios}/protocol-grid" /mnt
cp "$scenarios/protocol-grid/Grid.java" "$work/Grid.java"
opens=()
for each in java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect java.base/java.io java.base/java.nio \
  java.base/java.net java.base/java.util java.base/java.util.concurrent java.base/java.util.concurrent.atomic \
  java.base/java.util.concurrent.locks java.base/java.math java.base/java.time java.base/java.text java.base/sun.nio.ch \
  java.base/jdk.internal.misc java.base/jdk.internal.access java.management/sun.management java.management/com.sun.jmx.mbeanserver; do
  opens+=(--add-opens "$each=ALL-UNNAMED")
done
grid() {
  at "$1" env -i -C "$work" PATH=/usr/bin:/bin java "${opens[@]}" -Duser.home="$work" -Dos.version=6.1 -DIGNITE_UPDATE_NOTIFIER=false -XX:TieredStopAtLevel=1 -Xmx512m \
    -cp '/mnt/*' Grid.java "${@:2}"
}
mkdir "$work/server" "$work/client"
grid server server "$work/server" </dev/null >"$work/server.log" 2>&1 &
wait_for "Ignite" sh -c "ip netns exec server ss -ltn | grep -q :10800"
observe node client eth0
settle client 10.20.0.3
grid client thin 10.20.0.3 >"$work/thin.log" 2>&1 || { cat "$work/thin.log" >&2; fail "no thin client"; }
grid client h2 10.20.0.3 >"$work/h2.log" 2>&1 || { cat "$work/h2.log" >&2; fail "no H2"; }
grid client rsocket 10.20.0.3 >"$work/rsocket.log" 2>&1 || { cat "$work/rsocket.log" >&2; fail "no RSocket"; }
grid client fluentd 10.20.0.3 >"$work/fluentd.log" 2>&1 || { cat "$work/fluentd.log" >&2; fail "no Fluency"; }
grid client member 10.20.0.2 "$work/client" >"$work/member.log" 2>&1 || { cat "$work/member.log" >&2; fail "no second node"; }
sleep 0.5
