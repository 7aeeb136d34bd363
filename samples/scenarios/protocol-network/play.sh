# shellcheck shell=bash disable=SC2154
# needs: chronyd=chrony snmpd=snmpd snmpget=snmp snmptrapd=snmptrapd turnserver=coturn
# NTP, SNMP with and without privacy, traps, STUN.
pair
clock() {
  printf 'local stratum 8\nallow\nbindaddress 10.20.0.3\nport %s\ncmdport 0\npidfile %s\nbindcmdaddress /\n' "$1" "$work/chrony-$1.pid" \
    >"$work/chrony-$1.conf"
  daemon server udp "$1" chronyd -d -x -u root -f "$work/chrony-$1.conf"
}
agent() {
  printf '%s\n' 'createUser shop SHA not-a-real-secret AES not-a-real-secret2' 'rouser shop auth' 'rocommunity public' \
    "agentAddress udp:10.20.0.3:$1" 'agentXSocket none' >"$work/snmpd-$1.conf"
  daemon server udp "$1" env SNMP_PERSISTENT_DIR="$work/snmp-$1" snmpd -f -Lo -C -c "$work/snmpd-$1.conf" -p "$work/snmpd-$1.pid"
}
clock 123
clock 1123
agent 161
agent 1161
agent 2161
printf 'authCommunity log public\n' >"$work/trap.conf"
daemon server udp 162 snmptrapd -f -Lo -C -c "$work/trap.conf" 10.20.0.3:162
daemon server udp 3478 turnserver -n -L 10.20.0.3 -p 3478 --no-tls --no-dtls --no-tcp --no-cli -a -u shop:not-a-real-secret -r shop \
  --db "$work/turn.db" --pidfile "$work/turn.pid" --log-file stdout
observe node client eth0
settle client 10.20.0.3
printf 'server 10.20.0.3 iburst maxsamples 2\ncmdport 0\nbindcmdaddress /\npidfile %s\n' "$work/client.pid" >"$work/client.conf"
at client timeout 12 chronyd -Q -x -u root -t 10 -f "$work/client.conf" >/dev/null 2>&1 || true
at client python3 -c 'import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(3)
s.sendto(b"\x1b" + bytes(47), ("10.20.0.3", 1123)); s.recv(100)'
get() { at client snmpget -m '' -r 0 "$@" .1.3.6.1.2.1.1.3.0 >/dev/null 2>&1 || true; }
get -v1 -c public 10.20.0.3
get -v2c -c public 10.20.0.3
get -v3 -l authNoPriv -u shop -a SHA -A not-a-real-secret 10.20.0.3:1161
get -v3 -l authPriv -u shop -a SHA -A not-a-real-secret -x AES -X not-a-real-secret2 10.20.0.3:2161
at client snmptrap -m '' -v2c -c public 10.20.0.3:162 '' .1.3.6.1.6.3.1.1.5.3 >/dev/null 2>&1
at client turnutils_stunclient -p 3478 10.20.0.3 >/dev/null 2>&1
