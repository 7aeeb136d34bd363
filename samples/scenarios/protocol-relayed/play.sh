# shellcheck shell=bash disable=SC2154
# needs: dnsdist=dnsdist pdns_server=pdns-server kdig=knot-dnsutils
# DNS through dnsdist, asked in clear, over TLS and over HTTPS: it goes on in clear, over UDP and TCP, with a PROXY header in front of each datagram.
lan client front store
certificates server
cat >"$work/dnsdist.conf" <<PLAY
setLocal("10.20.0.3:53")
addTLSLocal("10.20.0.3:853", "$work/server.pem", "$work/server.key")
addDOHLocal("10.20.0.3:443", "$work/server.pem", "$work/server.key", "/dns-query")
newServer({address="10.20.0.4:53", useProxyProtocol=true, healthCheckMode="up"})
setACL("0.0.0.0/0")
PLAY
cat >"$work/shop.zone" <<'PLAY'
$ORIGIN shop.
@ 60 IN SOA a b 1 1 1 1 1
@ 60 IN NS a
a 60 IN A 10.20.0.9
PLAY
echo "zone \"shop\" { type master; file \"$work/shop.zone\"; };" >"$work/zones.conf"
cat >"$work/pdns.conf" <<PLAY
launch=bind
bind-config=$work/zones.conf
local-address=10.20.0.4
proxy-protocol-from=10.20.0.0/24
socket-dir=$work
PLAY
daemon store udp 53 pdns_server --config-dir="$work" --daemon=no --guardian=no
compgen -G "/usr/lib/*/pdns/libbindbackend.so" >/dev/null || fail "missing pdns-backend-bind" 4
daemon front udp 53 dnsdist --supervised -C "$work/dnsdist.conf"
observe node front eth0
settle client 10.20.0.3
ask() { at client kdig @10.20.0.3 a.shop +retry=0 +timeout=5 "$@" | grep -q 10.20.0.9 || fail "no answer"; }
ask
ask +tcp
ask +tls
ask +https
sleep 0.5
