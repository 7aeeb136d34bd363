# shellcheck shell=bash disable=SC2154
# needs: go=golang-go /usr/share/gocode/src/github.com/hashicorp/raft=golang-github-hashicorp-raft-dev serf=serf etcd=etcd-server
# Clusters that agree: HashiCorp's Raft, Serf's gossip under a key, two etcd.
pair
GO111MODULE=off GOFLAGS='' GOCACHE=$work/go-cache GOPATH=$work/go:/usr/share/gocode go build -o "$work/node" "$scenarios/protocol-raft/node.go"
observe node client eth0
settle client 10.20.0.3
mkdir "$work/a" "$work/b" "$work/c"
daemon server tcp 8300 "$work/node" a 10.20.0.3:8300 - waits "$work/a"
daemon server tcp 8302 "$work/node" c 10.20.0.3:8302 - waits "$work/c"
at client "$work/node" b 10.20.0.2:8301 b=10.20.0.2:8301,a=10.20.0.3:8300,c=10.20.0.3:8302 leads "$work/b" >"$work/b.log" 2>&1
key=$(head -c 16 /dev/urandom | base64)
daemon server tcp 7946 serf agent -node=a -bind=10.20.0.3:7946 -encrypt="$key"
at client timeout 4 serf agent -node=b -bind=10.20.0.2:7946 -join=10.20.0.3:7946 -encrypt="$key" >"$work/serf.log" 2>&1 || true
member() {
  ip netns exec "$1" env ETCD_UNSUPPORTED_ARCH="$(uname -m)" etcd --name "$1" --data-dir "$work/etcd-$1" --log-outputs stderr \
    --listen-peer-urls "http://$2:2380" --initial-advertise-peer-urls "http://$2:2380" \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --initial-cluster client=http://10.20.0.2:2380,server=http://10.20.0.3:2380 </dev/null >"$work/etcd-$1.log" 2>&1 &
}
member client 10.20.0.2
member server 10.20.0.3
wait_for "the two etcd" at client curl -sf -m 2 -o "$work/health" http://127.0.0.1:2379/health
sleep 2
