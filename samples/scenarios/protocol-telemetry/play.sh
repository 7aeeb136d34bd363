# shellcheck shell=bash disable=SC2154
# needs: rsyslogd=rsyslog collectd=collectd-core
# Syslog over TCP, collectd, and by hand: Graphite, InfluxDB lines, GELF.
pair
cat >"$work/rsyslog.conf" <<RSYSLOG
module(load="imtcp")
input(type="imtcp" address="10.20.0.3" port="514")
input(type="imtcp" address="10.20.0.3" port="1514")
*.* action(type="omfile" file="$work/log")
RSYSLOG
echo 'shop: not-a-real-secret' >"$work/users"
plugin() {
  local level=''
  [ "$3" = None ] || level="SecurityLevel $3
      Username shop
      Password \"not-a-real-secret\""
  [ "$3" = None ] || [ "$2" = Server ] || level="SecurityLevel $3
      AuthFile \"$work/users\""
  cat >"$work/collectd-$2-$1.conf" <<COLLECTD
Hostname client
BaseDir "$work"
PIDFile "$work/collectd-$2-$1.pid"
Interval 1
LoadPlugin network
$([ "$2" = Server ] && echo LoadPlugin load)
<Plugin network>
  <$2 "10.20.0.3" "$1">
      $level
  </$2>
</Plugin>
COLLECTD
}
daemon server tcp 514 rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid"
for each in 25826:None 25827:Sign 25828:Encrypt; do
  plugin "${each%:*}" Listen "${each#*:}"
  plugin "${each%:*}" Server "${each#*:}"
  daemon server udp "${each%:*}" collectd -f -C "$work/collectd-Listen-${each%:*}.conf"
done
sink() {
  daemon server "$1" "$2" python3 -c 'import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM if sys.argv[1] == "tcp" else socket.SOCK_DGRAM)
s.bind(("10.20.0.3", int(sys.argv[2])))
if sys.argv[1] == "tcp":
    s.listen()
    s = s.accept()[0]
while s.recv(65536): pass' "$1" "$2"
}
sink tcp 2003
sink udp 2003
sink udp 8089
sink udp 12201
sink tcp 12202
observe node client eth0
settle client 10.20.0.3
at client logger --tcp -n 10.20.0.3 -P 514 -t shop 'order placed'
at client logger --tcp --octet-count --rfc5424 -n 10.20.0.3 -P 1514 -t shop 'order placed'
for each in 25826 25827 25828; do
  at client timeout 3 collectd -f -C "$work/collectd-Server-$each.conf" >/dev/null 2>&1 || true
done
at client python3 - <<'PYTHON'
import json, socket, zlib
def udp(port, *datagrams):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect(("10.20.0.3", port))
    for each in datagrams: s.send(each)
def tcp(port, data):
    with socket.create_connection(("10.20.0.3", port)) as s: s.sendall(data)
lines = b"shop.orders.count 12 1700000000\nshop.orders.seconds 0.25 1700000000\n"
tcp(2003, lines)
udp(2003, lines)
udp(8089, b"cpu,host=web\\ 1,region=eu usage=0.5,idle=12i,state=\"up and well\" 1700000000000000000\nload value=1\n")
message = json.dumps({"version": "1.1", "host": "web", "short_message": "order placed", "_n": 1}).encode()
udp(12201, message, zlib.compress(message))
tcp(12202, message + b"\0" + message + b"\0")
PYTHON
