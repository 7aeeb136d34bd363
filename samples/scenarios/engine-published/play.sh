# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io containerd=containerd runc=runc docker=docker.io docker-proxy=docker.io
# One published port: from outside by DNAT, from a container of another network by docker-proxy, from the host by both.
dockerd_with
net front
net back
run web --network shop_front -p 8080:80
run job --network shop_back
offer web tcp 80
offer web tcp 81
follow 2
talk world ask tcp 203.0.113.2 8080 --times 2
say_to job ask tcp 203.0.113.2 8080
at "$engine_space" python3 "$scenarios/talk.py" ask tcp 127.0.0.1 8080
at "$engine_space" python3 "$scenarios/talk.py" ask tcp 172.18.0.2 81
