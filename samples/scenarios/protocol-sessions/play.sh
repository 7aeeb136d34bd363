# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Sessions of businesses among each other: SMPP (jSMPP), FIX (QuickFIX/J), HL7 (HAPI).
pair
common='BeginString=FIX.4.4
StartTime=00:00:00
EndTime=00:00:00
UseDataDictionary=N
HeartBtInt=30'
printf '[default]\nConnectionType=acceptor\nSocketAcceptPort=9878\n%s\n[session]\nSenderCompID=STORE\nTargetCompID=SHOP\n' "$common" >"$work/server.cfg"
printf '[default]\nConnectionType=initiator\nSocketConnectHost=10.20.0.3\nSocketConnectPort=9878\n%s\n[session]\nSenderCompID=SHOP\nTargetCompID=STORE\n' \
  "$common" >"$work/client.cfg"
java_with protocol-sessions Server.java "$work/server.cfg"
daemon server tcp 2775 "${java_command[@]}"
for port in 2575 9878; do
  wait_for "port $port" listening server tcp "$port" || { cat "$work/tcp-2775.log" >&2; fail "no server"; }
done
observe node client eth0
settle client 10.20.0.3
java_with protocol-sessions Client.java "$work/client.cfg"
at client "${java_command[@]}" >"$work/client.log" 2>&1 || { cat "$work/client.log" >&2; fail "no client"; }
sleep 0.5
