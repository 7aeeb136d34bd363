# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base dig=bind9-dnsutils
# DHCP to whoever hears; DNS over UDP and TCP.
pair
daemon server udp 67 dnsmasq -d -p 53 --bind-interfaces -i eth0 --except-interface lo --no-resolv --no-hosts -u root \
  --dhcp-range 10.20.0.100,10.20.0.120,2m --dhcp-leasefile="$work/leases" --dhcp-authoritative \
  --address /shop.test/10.20.0.7 --pid-file="$work/dnsmasq.pid"
observe node client eth0
settle client 10.20.0.3
at client busybox udhcpc -i eth0 -n -q -f -s /bin/true >/dev/null 2>&1 || true
ask() { at client dig +time=2 +tries=1 @10.20.0.3 "$@" >/dev/null 2>&1 || true; }
ask a.shop.test
ask +noedns +norecurse b.shop.test
ask +tcp c.shop.test
ask +tcp +keepopen d.shop.test e.shop.test
