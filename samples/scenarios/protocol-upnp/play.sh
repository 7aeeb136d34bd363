# shellcheck shell=bash disable=SC2154
# needs: miniupnpd=miniupnpd upnpc=miniupnpc
# SSDP: upnpc searches for a gateway by multicast, miniupnpd answers it alone; then they go on over HTTP.
pair
host beyond
cable server outside 10.20.1.1/24 beyond eth0 10.20.1.2/24
for each in client server; do
  ip -n "$each" route add 239.0.0.0/8 dev eth0
done
cat >"$work/upnp.conf" <<UPNP
ext_ifname=outside
ext_ip=11.0.0.1
listening_ip=eth0
http_port=5000
enable_natpmp=no
enable_upnp=yes
uuid=5b6c1ad0-4c1a-4a3e-9f3c-6b2f4a6d8e01
UPNP
daemon server tcp 5000 miniupnpd -d -f "$work/upnp.conf" -P "$work/upnp.pid"
observe node client eth0
settle client 10.20.0.3
at client timeout 10 upnpc -m eth0 -s >"$work/asked.log" 2>&1 || true
