# shellcheck shell=bash disable=SC2154,SC2034
# Two clusters that give their pods addresses out of the same range, each recorded at a node of its own.

# side CLUSTER CLIENT SERVER PORT: a node called as its cluster, and two pods behind its bridge.
side() {
  local name cluster=$1 number=5
  host "$1" "$1.$2" "$1.$3"
  ip -n "$1" link add cni0 type bridge
  address "$1" cni0 10.244.1.1/24
  kube node node-1 --address 172.30.0.1 --pods 10.244.1.0/24
  for name in "$2" "$3"; do
    cable "$1.$name" eth0 "10.244.1.$number/24" "$1" "p$number" -
    ip -n "$1" link set "p$number" master cni0
    kube pod "shop/$name-1" --ip "10.244.1.$((number++))" --node node-1 --of "Deployment/$name"
  done
  serve "$1.$3" tcp "$4"
  observe "$1" "$1" cni0
  told "$1"
}

side east api orders 8080
side west web cache 6379
talk east.api ask tcp 10.244.1.6 8080 --from 40000 --keep --times 4 --pause 0.2 &
asking=$!
talk west.web ask tcp 10.244.1.6 6379 --from 40000 --keep --times 4 --pause 0.2
wait "$asking"
stop_observing
for name in east west; do
  sed -i "/^sources:/i cluster: \"$name\"" "$out/$name/recording.yaml"
done
