# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# JGroups, as the clusters of Infinispan, Keycloak and WildFly: two members that find each other by a list over TCP, in clear
# and under a key, and by UDP's multicast.
pair
member() {
  local where=$1
  shift
  java_with protocol-jgroups Member.java "$@"
  at "$where" "${java_command[@]}" >"$work/$where-$(basename "$1").log" 2>&1
}
cat >"$work/tcp.xml" <<'PLAY'
<config xmlns="urn:org:jgroups"><TCP bind_addr="match-address:10.20.0.*" bind_port="7800"/>
<TCPPING initial_hosts="10.20.0.3[7800]" port_range="0"/><MERGE3/><FD_SOCK2/><FD_ALL3/><VERIFY_SUSPECT2/>
<pbcast.NAKACK2/><UNICAST3/><pbcast.STABLE/><pbcast.GMS join_timeout="1000"/><UFC/><MFC/><FRAG4/></config>
PLAY
cat >"$work/udp.xml" <<'PLAY'
<config xmlns="urn:org:jgroups"><UDP bind_addr="match-address:10.20.0.*" bind_port="7900" mcast_addr="232.5.5.5" mcast_port="45588"/>
<PING/><MERGE3/><FD_SOCK2/><FD_ALL3/><VERIFY_SUSPECT2/>
<pbcast.NAKACK2/><UNICAST3/><pbcast.STABLE/><pbcast.GMS join_timeout="1000"/><UFC/><MFC/><FRAG4/></config>
PLAY
# Of the kind that keeps keys, and in a file of its own.
keytool -genseckey -alias group -keyalg AES -keysize 128 -storetype pkcs12 -keystore "$work/group.p12" -storepass not-a-real-secret 2>/dev/null
sed "s|<pbcast.NAKACK2/>|<SYM_ENCRYPT keystore_name=\"$work/group.p12\" keystore_type=\"pkcs12\" store_password=\"not-a-real-secret\" alias=\"group\" sym_algorithm=\"AES/CBC/PKCS5Padding\" sym_iv_length=\"16\"/>&|; s/7800/7810/g" \
  "$work/tcp.xml" >"$work/key.xml"
observe node client eth0
settle client 10.20.0.3
for transport in tcp key udp; do
  member server "$work/$transport.xml" store 14 &
  store=$!
  sleep 5
  member client "$work/$transport.xml" web 4 || { cat "$work/client-"*.log >&2; fail "no member"; }
  wait "$store" || { cat "$work/server-"*.log >&2; fail "no member"; }
done
sleep 1
