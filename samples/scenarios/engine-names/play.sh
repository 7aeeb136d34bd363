# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io containerd=containerd runc=runc docker=docker.io docker-proxy=docker.io dnsmasq=dnsmasq-base
# The engine's own DNS on a container's lo: services, aliases, and names of the world, which the engine asks on the host.
echo "nameserver 127.0.0.1" >"$work/resolv.conf"
mount --bind "$work/resolv.conf" /etc/resolv.conf
dockerd_with
daemon "$engine_space" udp 53 dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --pid-file= --user=root \
  --listen-address=127.0.0.1 --bind-interfaces --local-ttl=30 \
  --host-record=api.example.com,203.0.113.10 --host-record=pay.example.com,203.0.113.11
disown
ip -n world address add 203.0.113.10/32 dev lo
ip -n world address add 203.0.113.11/32 dev lo
net front
net back
net ops
run hub --network shop_front --network-alias hub
join hub back hub store
join hub ops hub metrics
run web --network shop_front --network-alias web
run db --network shop_back --network-alias db
run monitor --network shop_ops --network-alias monitor
offer hub tcp 8080
offer db tcp 5432
serve world tcp 8443
within web lo
follow 3
look_up web hub 8080
look_up web api.example.com 8443
look_up web pay.example.com 8443
look_up hub db 5432
look_up monitor metrics 8080
look_up db store 8080
