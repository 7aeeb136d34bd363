# shellcheck shell=bash disable=SC2154
# needs: freeDiameterd=freediameterd
# Diameter between two of freeDiameter: in clear, and under TLS from the first byte.
pair
certificates server.shop
certificates client.shop
fd() {
  printf 'ALLOW_IPSEC client.shop *.shop\n' >"$work/acl"
  cat >"$work/$1-$3.conf" <<FD
Identity = "$1.shop";
Realm = "shop";
Port = $3;
SecPort = $4;
ListenOn = "10.20.0.$2";
No_SCTP;
No_IPv6;
TcTimer = 6;
TwTimer = 6;
TLS_Cred = "$work/$1.shop.pem", "$work/$1.shop.key";
TLS_CA = "$work/ca.pem";
TLS_DH_Bits = 1024;
LoadExtension = "/usr/lib/freeDiameter/acl_wl.fdx" : "$work/acl";
$5
FD
}
fd server 3 3868 5868 ''
fd client 2 3968 5968 "ConnectPeer = \"server.shop\" { ConnectTo = \"10.20.0.3\"; Port = 3868; No_TLS; };"
daemon server tcp 3868 freeDiameterd -c "$work/server-3868.conf"
observe node client eth0
settle client 10.20.0.3
at client timeout -s TERM 15 freeDiameterd -c "$work/client-3968.conf" >"$work/one.log" 2>&1 || true
fd client 2 3968 5968 "ConnectPeer = \"server.shop\" { ConnectTo = \"10.20.0.3\"; Port = 5868; };"
at client timeout -s TERM 8 freeDiameterd -c "$work/client-3968.conf" >"$work/two.log" 2>&1 || true
