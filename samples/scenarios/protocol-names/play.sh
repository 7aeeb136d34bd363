# shellcheck shell=bash disable=SC2154
# needs: named=bind9 nsupdate=bind9-dnsutils dig=bind9-dnsutils unbound=unbound kdig=knot-dnsutils nmbd=samba nmblookup=samba-common-bin
# DNS: zones changed, transferred and announced, streams, TLS and HTTPS; NetBIOS names.
pair
certificates server
mkdir "$work/primary" "$work/secondary" "$work/samba"
cat >"$work/primary/shop.test" <<'ZONE'
$TTL 60
@ SOA ns.shop.test. root.shop.test. 1 60 60 600 60
@ NS ns
@ NS other
ns A 10.20.0.3
other A 10.20.0.2
basket A 10.20.0.7
big TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
ZONE
options() { # DIRECTORY ADDRESS
  printf '%s\n' "options { directory \"$1\"; listen-on port 53 { $2; }; listen-on-v6 { none; }; recursion no; dnssec-validation no;" \
    "pid-file \"$1/pid\"; session-keyfile \"$1/session\"; managed-keys-directory \"$1\"; notify-delay 0;"
}
{
  options "$work/primary" 10.20.0.3
  printf '%s\n' "listen-on port 853 tls here { 10.20.0.3; }; listen-on port 443 tls here http default { 10.20.0.3; };" "};" \
    "tls here { cert-file \"$work/server.pem\"; key-file \"$work/server.key\"; };" \
    'key shop { algorithm hmac-sha256; secret "bm90LWEtcmVhbC1zZWNyZXQ="; };' \
    'zone shop.test { type primary; file "shop.test"; allow-update { 10.20.0.2; }; allow-transfer { any; }; notify explicit;' \
    'also-notify { 10.20.0.2 port 1053; }; };'
} >"$work/primary/named.conf"
{
  options "$work/secondary" 10.20.0.2 | sed 's/port 53/port 1053/'
  printf '%s\n' "};" 'zone shop.test { type secondary; file "copy"; masterfile-format text; primaries { 10.20.0.3; }; notify no; };'
} >"$work/secondary/named.conf"
daemon server tcp 853 named -f -u root -n 1 -c "$work/primary/named.conf"
observe node client eth0
settle client 10.20.0.3
daemon client tcp 1053 named -f -u root -n 1 -c "$work/secondary/named.conf"
sleep 1
update() { at client nsupdate "${@:2}" >/dev/null 2>&1 <<<"$1" || true; }
update $'server 10.20.0.3\nzone shop.test\nupdate add added.shop.test 60 A 10.20.0.8\nsend'
update $'server 10.20.0.3\nzone shop.test\nupdate delete added.shop.test A\nsend' -v
update $'server 10.20.0.3\nzone shop.test\nupdate add signed.shop.test 60 A 10.20.0.8\nsend' -y hmac-sha256:shop:bm90LWEtcmVhbC1zZWNyZXQ=
ask() { at client "$1" "${@:2}" >/dev/null 2>&1 || true; }
ask dig +time=2 +tries=1 @10.20.0.3 +tcp AXFR shop.test
ask kdig @10.20.0.3 +timeout=2 +retry=0 +tls basket.shop.test
ask kdig @10.20.0.3 +timeout=2 +retry=0 +https=/dns-query basket.shop.test

# Another server of DNS, and a question that comes in two pieces on a stream.
cat >"$work/unbound.conf" <<CONF
server:
  interface: 10.20.0.3@1153
  access-control: 10.20.0.0/24 allow
  tls-port: 1853
  interface: 10.20.0.3@1853
  tls-service-key: "$work/server.key"
  tls-service-pem: "$work/server.pem"
  username: ""
  chroot: ""
  directory: "$work"
  pidfile: "$work/unbound.pid"
  use-syslog: no
  module-config: "iterator"
  local-zone: "shop.test." static
  local-data: "basket.shop.test. A 10.20.0.7"
CONF
daemon server tcp 1853 unbound -d -c "$work/unbound.conf"
ask kdig @10.20.0.3 -p 1153 +timeout=2 +retry=0 +tcp +keepopen basket.shop.test nothing.shop.test
ask kdig @10.20.0.3 -p 1853 +timeout=2 +retry=0 +tls basket.shop.test
# NetBIOS: a host's name and state.
printf '%s\n' '[global]' 'netbios name = basket' 'workgroup = SHOP' 'interfaces = 10.20.0.3/24' 'bind interfaces only = yes' \
  "lock directory = $work/samba" "state directory = $work/samba" "cache directory = $work/samba" "private dir = $work/samba" \
  "pid directory = $work/samba" "ncalrpc dir = $work/samba/rpc" "log file = $work/samba/log" >"$work/samba/smb.conf"
daemon server udp 137 nmbd -F --no-process-group -s "$work/samba/smb.conf"
sleep 1.5
at client nmblookup -s "$work/samba/smb.conf" -U 10.20.0.3 basket >/dev/null 2>&1 || true
at client nmblookup -s "$work/samba/smb.conf" -A 10.20.0.3 >/dev/null 2>&1 || true
sleep 1
