# shellcheck shell=bash disable=SC2154
# needs: bird=bird2
# RIP of both versions and BFD, with BIRD at both ends.
host client server
for each in client server; do
  at "$each" sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 \
    net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
done
cable client eth0 10.20.0.2/24 server eth0 10.20.0.3/24
bird() {
  cat >"$work/bird-$1.conf" <<BIRD
router id 10.20.0.$2;
protocol device {}
protocol direct { ipv4; ipv6; interface "lo"; }
protocol rip four { ipv4 { export all; import all; }; interface "eth0" { update time 3; }; }
protocol rip ng six { ipv6 { export all; import all; }; interface "eth0" { update time 3; }; }
protocol bfd {
  interface "eth0" { interval 300 ms; $4 };
  neighbor 10.20.0.$3 dev "eth0" local 10.20.0.$2;
}
BIRD
  ip netns exec "$1" bird -f -c "$work/bird-$1.conf" -s "$work/bird-$1.ctl" >"$work/bird-$1.log" 2>&1 &
}
ip -n client address add 10.99.1.1/32 dev lo
ip -n server address add 10.99.2.1/32 dev lo
ip -n server address add fd99::2/128 dev lo
observe node client eth0
settle client 10.20.0.3
bird client 2 3 'passive yes;'
sleep 0.2
bird server 3 2 ''
sleep 8
