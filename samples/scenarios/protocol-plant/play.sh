# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# S7, BACnet, EtherNet/IP; an Oracle client that a listener refuses.
pair
ip -n client link set lo up
ip -n server link set lo up
mount --bind "${NETGEN_SCENARIO_JARS:-$HOME/.cache/netgen/scenarios}/protocol-plant" /mnt
cp "$scenarios/protocol-plant/Plant.java" "$work/Plant.java"
plant() {
  at "$1" timeout "${limit:-100}" env -i -C "$work" PATH=/usr/bin:/bin java -Duser.home="$work" -Duser.name=shop -Dos.version=6.1 -XX:TieredStopAtLevel=1 -cp '/mnt/*' Plant.java "${@:2}"
}
plant server server </dev/null >"$work/server.log" 2>&1 &
wait_for "the controllers" grep -q ready "$work/server.log"
observe node client eth0
settle client 10.20.0.3
for each in s7 bacnet enip oracle; do
  limit=15 plant client "$each" 10.20.0.3 >"$work/client.log" 2>&1 || { cat "$work/client.log" "$work/server.log" >&2; fail "no $each"; }
done
