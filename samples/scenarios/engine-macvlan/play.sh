# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io containerd=containerd runc=runc docker=docker.io docker-proxy=docker.io
# Containers that stand on the machine's own network.
dockerd_with
docker network create -d macvlan --subnet 203.0.113.0/24 --gateway 203.0.113.1 --ip-range 203.0.113.64/28 -o parent=uplink \
  --label com.docker.compose.project=shop shop_lan >/dev/null
net front
run web --network shop_lan
run client --network shop_lan
join client front
run api --network shop_front
offer web tcp 80
offer api tcp 81
serve world tcp 8443
inventory=$(inspected) observe uplink "$engine_space" uplink
follow 1
say_to client ask tcp 203.0.113.64 80
say_to client ask tcp 172.18.0.3 81
talk world ask tcp 203.0.113.64 80
say_to web ask tcp 203.0.113.1 8443
