# shellcheck shell=bash disable=SC2154
# needs: docker-proxy=docker.io
# A published port by the engine's own docker-proxy: the container sees the gateway, whoever called.
engine
bridge front 172.18.0
container web shop/web published=8080:80 front 172.18.0.2
container api shop/api - front 172.18.0.3
serve web tcp 80
serve api tcp 81
at engine docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.18.0.2 -container-port 80 3>/dev/null &
wait_for "docker-proxy" listening engine tcp 8080
watched front
talk world ask tcp 203.0.113.2 8080 --times 2
talk engine ask tcp 172.18.0.3 81
