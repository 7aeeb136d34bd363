# shellcheck shell=bash disable=SC2154
# needs: prometheus-alertmanager=prometheus-alertmanager bird=bird2
# Programs that find one another: two Alertmanagers in a cluster (memberlist), two routers (BGP).
pair
alertmanager() {
  mkdir "$work/$1"
  printf 'route: {receiver: none}\nreceivers: [{name: none}]\n' >"$work/$1.yml"
  daemon "$1" tcp 9094 prometheus-alertmanager --config.file="$work/$1.yml" --storage.path="$work/$1" \
    --web.listen-address=127.0.0.1:9093 --cluster.listen-address="$2:9094" --cluster.advertise-address="$2:9094" \
    --cluster.gossip-interval=500ms --cluster.pushpull-interval=60s --cluster.probe-interval=1s "${@:3}"
}
speaker() {
  cat >"$work/$1.conf" <<BIRD
router id $2;
protocol device {}
protocol static { ipv4; route 10.$3.0.0/16 blackhole; }
protocol bgp peer {
  local $2 as $4;
  neighbor $5 as $6;
  passive $7;
  connect delay time 1;
  ipv4 { import all; export all; };
}
BIRD
  at "$1" bird -f -c "$work/$1.conf" -s "$work/$1.ctl" </dev/null >"$work/$1.bird" 2>&1 &
}
observe node client eth0
sleep 1.3
alertmanager server 10.20.0.3
alertmanager client 10.20.0.2 --cluster.peer=10.20.0.3:9094
speaker server 10.20.0.3 130 65003 10.20.0.2 65002 yes
wait_for "a router" listening server tcp 179
speaker client 10.20.0.2 120 65002 10.20.0.3 65003 no
sleep 8
