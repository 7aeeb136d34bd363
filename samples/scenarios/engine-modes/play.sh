# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io containerd=containerd runc=runc docker=docker.io docker-proxy=docker.io
# One network namespace of two containers, and a container on the host's network, as the engine itself makes and tells them.
dockerd_with
net front
run web --network shop_front
run proxy --network container:shop_web_1
run agent --network host --expose 9100
run client --network shop_front
offer proxy tcp 8443
offer web tcp 8080
offer agent tcp 9100
follow 1
say_to client ask tcp 172.18.0.2 8443
say_to client ask tcp 172.18.0.2 8080 --times 2
say_to proxy ask tcp 127.0.0.1 8080
say_to client ask tcp 172.18.0.1 9100
say_to agent ask tcp 172.18.0.2 8080
