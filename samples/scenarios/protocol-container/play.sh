# shellcheck shell=bash disable=SC2154
# needs: dockerd=docker.io docker=docker.io curl=curl
# The API of Docker over TCP in clear.
pair
mkdir "$work/docker"
daemon server tcp 2375 sh -c 'mount -t cgroup2 cgroup /sys/fs/cgroup && exec "$@"' sh dockerd -H tcp://10.20.0.3:2375 --tls=false --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs \
  --data-root "$work/docker/data" --exec-root "$work/docker/exec" --pidfile "$work/docker/pid"
wait_for "the daemon" at server curl -sf http://10.20.0.3:2375/_ping >/dev/null 2>&1 || cat "$work/tcp-2375.log" >&2
observe node client eth0
settle client 10.20.0.3
at client docker -H tcp://10.20.0.3:2375 version >/dev/null
at client docker -H tcp://10.20.0.3:2375 ps >/dev/null
at client curl -s http://10.20.0.3:2375/containers/json >/dev/null
