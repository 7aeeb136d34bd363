# shellcheck shell=bash disable=SC2154
# needs: dig=bind9-dnsutils dnsmasq=dnsmasq-base dhclient=isc-dhcp-client
# What hosts on one link tell each other with IPv6: addresses by DHCPv6, services by multicast DNS.
pair6

daemon server udp 547 dnsmasq -d -p 53 --no-resolv --no-hosts --address /shop.test/fd20::7 -i eth0 --bind-interfaces -u root --dhcp-range fd20::100,fd20::120,64,2m \
  --dhcp-leasefile="$work/leases" --pid-file="$work/dnsmasq.pid"
observe node client eth0
sleep 1.3
at client dig +time=2 +tries=1 @fd20::3 basket.shop.test AAAA >/dev/null 2>&1 || true
at client dhclient -6 -1 -v -lf "$work/lease6" -pf "$work/dhclient.pid" -sf /bin/true eth0 >"$work/dhclient.log" 2>&1 &
sleep 6
at server /usr/bin/python3 - <<'PLAY' &
import time, socket
from zeroconf import IPVersion, ServiceInfo, Zeroconf
z = Zeroconf(ip_version=IPVersion.V6Only)
z.register_service(ServiceInfo("_http._tcp.local.", "basket._http._tcp.local.", port=8080, server="basket.local.",
  addresses=[socket.inet_pton(socket.AF_INET6, "fd20::3")]))
time.sleep(5)
z.close()
PLAY
sleep 2
at client /usr/bin/python3 - <<'PLAY'
from zeroconf import IPVersion, Zeroconf
z = Zeroconf(ip_version=IPVersion.V6Only)
z.get_service_info("_http._tcp.local.", "basket._http._tcp.local.", 2000)
z.close()
PLAY
sleep 1
