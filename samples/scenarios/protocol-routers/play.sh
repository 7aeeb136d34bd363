# shellcheck shell=bash disable=SC2154
# needs: vtysh=frr keepalived=keepalived
# Routers: OSPF 2 and 3, EIGRP, PIM and BGP by FRRouting, VRRP 2 and 3 by keepalived, IGMP by the kernels.
host client server
for each in client server; do
  at "$each" sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 \
    net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
done
cable client eth0 10.20.0.2/24 server eth0 10.20.0.3/24
cable client eth1 10.21.0.2/24 server eth1 10.21.0.3/24
cable client eth2 10.22.0.2/24 server eth2 10.22.0.3/24
ip -n client address add 10.99.1.1/32 dev lo
ip -n server address add 10.99.2.1/32 dev lo
router() {
  mkdir -p "$work/frr-$1"
  cat >"$work/frr-$1/frr.conf" <<FRR
hostname $1
interface eth0
 ip ospf hello-interval 1
 ip ospf dead-interval 4
 ipv6 ospf6 area 0.0.0.0
 ipv6 ospf6 hello-interval 1
 ipv6 ospf6 dead-interval 4
 ip pim
 ip igmp
interface eth1
 ip ospf hello-interval 1
 ip ospf dead-interval 4
 ip ospf authentication
 ip ospf authentication-key notreal
interface eth2
 ip ospf hello-interval 1
 ip ospf dead-interval 4
 ip ospf authentication message-digest
 ip ospf message-digest-key 1 md5 notreal
router ospf
 ospf router-id 10.20.0.$2
 network 10.20.0.0/14 area 0
 network 10.99.0.0/16 area 0
router ospf6
 ospf6 router-id 10.20.0.$2
router eigrp 7
 network 10.20.0.0/24
router bgp 65000
 neighbor 10.20.0.$3 remote-as 65000
 neighbor 10.20.0.$3 timers connect 1
 $4
FRR
  chown -R frr:frr "$work/frr-$1"
  for part in zebra ospfd ospf6d eigrpd pimd bgpd; do
    ip netns exec "$1" "/usr/lib/frr/$part" -f "$work/frr-$1/frr.conf" -i "$work/frr-$1/$part.pid" \
      -z "$work/frr-$1/zserv" --vty_socket "$work/frr-$1" -A 127.0.0.1 </dev/null >"$work/frr-$1/$part.log" 2>&1 &
    [ "$part" != zebra ] || sleep 1
  done
}
keep() {
  cat >"$work/keepalived-$1.conf" <<KEEP
global_defs {
  router_id $1
}
vrrp_instance two {
  interface eth0
  state BACKUP
  virtual_router_id 51
  priority $2
  advert_int 1
  authentication {
    auth_type PASS
    auth_pass notreal
  }
  virtual_ipaddress {
    10.20.0.100/24
  }
}
vrrp_instance three {
  version 3
  interface eth1
  state BACKUP
  virtual_router_id 52
  priority $2
  advert_int 1
  virtual_ipaddress {
    10.21.0.100/24
  }
}
KEEP
  ip netns exec "$1" keepalived -n -l -f "$work/keepalived-$1.conf" -p "$work/keepalived-$1.pid" -r "$work/vrrp-$1.pid" \
    -c "$work/checkers-$1.pid" </dev/null >"$work/keepalived-$1.log" 2>&1 &
}
observe node client any
settle client 10.20.0.3
chmod a+x "$work"
router client 2 3 ""
router server 3 2 "neighbor 10.20.0.2 passive"
keep client 150
keep server 100
sleep 14
