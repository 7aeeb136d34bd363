# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io containerd=containerd runc=runc docker=docker.io docker-proxy=docker.io
# A network with both IPv4 and IPv6; the engine gives an address of each.
dockerd_with
net front --ipv6 --subnet 172.18.0.0/16 --subnet fd18::/64
run web --network shop_front -p 8080:80
run client --network shop_front
offer web tcp 80 --v6
offer web tcp 81 --v6
follow 1
sleep 2
say_to client ask tcp fd18::2 80
say_to client ask tcp 172.18.0.2 80 --times 2
at "$engine_space" python3 "$scenarios/talk.py" ask tcp fd18::2 81
at "$engine_space" python3 "$scenarios/talk.py" ask tcp ::1 8080
