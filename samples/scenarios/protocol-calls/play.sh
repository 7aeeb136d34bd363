# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Dubbo's own protocol; Couchbase's client with its makers' mock of the server.
pair
ip -n client link set lo up
ip -n server link set lo up
java_with protocol-calls Calls.java
calls() { at "$1" "${java_command[0]}" -Dos.version=6.1 --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED \
  --add-opens java.base/java.math=ALL-UNNAMED "${java_command[@]:1}" "${@:2}"; }
calls server server </dev/null >"$work/server.log" 2>&1 &
wait_for "the servers" sh -c "ip netns exec server ss -ltn | grep -q :8091" || { tail -n 40 "$work/server.log" >&2; fail "no servers"; }
sleep 1
observe node client eth0
settle client 10.20.0.3
calls client dubbo 10.20.0.3 >"$work/dubbo.log" 2>&1 || { tail -n 30 "$work/dubbo.log" "$work/server.log" >&2; fail "no Dubbo"; }
calls client couchbase 10.20.0.3 >"$work/couchbase.log" 2>&1 || { tail -n 40 "$work/couchbase.log" "$work/server.log" >&2; fail "no Couchbase"; }
sleep 0.5
