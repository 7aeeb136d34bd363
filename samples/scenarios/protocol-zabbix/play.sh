# shellcheck shell=bash disable=SC2154
# needs: zabbix_proxy=zabbix-proxy-sqlite3 zabbix_agentd=zabbix-agent zabbix_sender=zabbix-agent sqlite3=sqlite3
# Zabbix: a proxy, an agent that asks it for work, values sent to it, in clear and under a shared key.
pair
openssl rand -hex 32 >"$work/psk"
zcat /usr/share/zabbix-proxy-sqlite3/schema.sql.gz | sqlite3 "$work/proxy.db"
common() { printf '%s\n' LogType=console AllowRoot=1 User=root "PidFile=$work/$1.pid"; }
{
  common proxy
  printf '%s\n' Server=127.0.0.1 ProxyMode=1 Hostname=relay ListenIP=10.20.0.3 ListenPort=10051 "DBName=$work/proxy.db" \
    "SocketDir=$work" StartTrappers=2
} >"$work/proxy.conf"
{
  common agent
  printf '%s\n' ServerActive=10.20.0.3:10051 Server=10.20.0.3 Hostname=shop ListenIP=10.20.0.2 ListenPort=10050
} >"$work/agent.conf"
daemon server tcp 10051 zabbix_proxy -f -c "$work/proxy.conf"
observe node client eth0
settle client 10.20.0.3
daemon client tcp 10050 zabbix_agentd -f -c "$work/agent.conf"
at client zabbix_sender -z 10.20.0.3 -s shop -k orders -o 42 >/dev/null || true
at server python3 -c 'import socket, struct
s = socket.create_connection(("10.20.0.2", 10050)); s.sendall(b"ZBXD\1" + struct.pack("<II", 10, 0) + b"agent.ping"); s.recv(99)'
at client timeout 5 zabbix_sender -z 10.20.0.3 -s shop -k orders -o 42 --tls-connect psk --tls-psk-identity shop --tls-psk-file "$work/psk" >/dev/null || true
sleep 1.5
