# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io containerd=containerd runc=runc docker=docker.io docker-proxy=docker.io
# Published ports called at 127.0.0.1, from outside, and by the host at its own address, all seen where they reach the host.
dockerd_with
net front
run web --network shop_front -p 8080:80 -p 8082:82
run admin --network shop_front -p 8081:80
offer web tcp 80
offer web tcp 82
follow 1 --host-interface uplink
# A container that comes later brings a port of its own.
run late --network shop_front -p 8083:80
offer admin tcp 80
offer late tcp 80
wait_for "the recording of port 8083" follows 8083
talk world ask tcp 203.0.113.2 8080 --times 2
at "$engine_space" python3 "$scenarios/talk.py" ask tcp 127.0.0.1 8080
at "$engine_space" python3 "$scenarios/talk.py" ask tcp 127.0.0.1 8081 --times 3
at "$engine_space" python3 "$scenarios/talk.py" ask tcp 203.0.113.2 8082
at "$engine_space" python3 "$scenarios/talk.py" ask tcp 127.0.0.1 8083
