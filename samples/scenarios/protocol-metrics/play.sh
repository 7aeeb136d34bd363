# shellcheck shell=bash disable=SC2154
# needs: collectd=collectd-core turnserver=coturn turnutils_uclient=coturn
# What a program's own library sends: statsd's, GELF's; collectd's Graphite lines; STUN over TCP.
pair
cat >"$work/statsd.conf" <<COLLECTD
Hostname server
BaseDir "$work"
PIDFile "$work/statsd.pid"
LoadPlugin statsd
<Plugin statsd>
  Host "10.20.0.3"
  Port "8125"
</Plugin>
COLLECTD
for each in tcp udp; do
  cat >"$work/graphite-$each.conf" <<COLLECTD
Hostname client
BaseDir "$work"
PIDFile "$work/graphite-$each.pid"
Interval 1
LoadPlugin load
LoadPlugin write_graphite
<Plugin write_graphite>
  <Node "shop">
    Host "10.20.0.3"
    Port "2003"
    Protocol "$each"
  </Node>
</Plugin>
COLLECTD
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
sink udp 12201
sink tcp 12202
daemon server udp 8125 collectd -f -C "$work/statsd.conf"
daemon server tcp 3478 turnserver -n -L 10.20.0.3 -p 3478 --no-tls --no-dtls --no-cli -a -u shop:not-a-real-secret -r shop \
  --db "$work/turn.db" --pidfile "$work/turn.pid" --log-file stdout
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 - <<'PYTHON'
import logging, statsd, graypy
client = statsd.StatsClient("10.20.0.3", 8125, prefix="shop")
client.incr("orders")
client.timing("request", 320)
client.gauge("users", 7)
with client.pipeline() as several:
    several.incr("orders", 3)
    several.set("user", 12)
log = logging.getLogger("shop")
for handler in (graypy.GELFUDPHandler("10.20.0.3", 12201), graypy.GELFTCPHandler("10.20.0.3", 12202)):
    log.addHandler(handler)
log.warning("order placed")
log.error("order refused")
PYTHON
for each in tcp udp; do
  at client timeout 4 collectd -f -C "$work/graphite-$each.conf" >/dev/null 2>&1 || true
done
at client timeout 10 turnutils_uclient -t -T -n 2 -m 1 -y -c -u shop -w not-a-real-secret -e 10.20.0.3 -L 10.20.0.2 -p 3478 10.20.0.3 \
  >"$work/turn.log" 2>&1 || true
