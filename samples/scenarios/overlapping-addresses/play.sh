# shellcheck shell=bash disable=SC2154
# Two hosts whose containers have the same addresses, as Docker gives them on every host, and whose connections even
# have the same ports at the same time.

# docker_inspect NETWORK PROJECT SERVICE ADDRESS SERVICE ADDRESS: what `docker inspect` says of two containers.
docker_inspect() {
  local project=$1 container='{"Id":"%s","Name":"/%s","State":{"StartedAt":"2026-01-01T00:00:00Z"},"HostConfig":{},'
  container+='"Config":{"Labels":{"com.docker.compose.project":"%s","com.docker.compose.service":"%s"}},'
  container+='"NetworkSettings":{"Ports":{},"Networks":{"%s":{"IPAddress":"%s"}}}}'
  # shellcheck disable=SC2059
  printf "[$container,$container]" "1$1" "$2" "$project" "$2" default "$3" "2$1" "$4" "$project" "$4" default "$5"
}

# containers HOST NAME NAME: 172.18.0.2 and 172.18.0.3 behind the host's bridge.
containers() {
  local name number=2
  host "$@"
  ip -n "$1" link add br0 type bridge
  address "$1" br0 172.18.0.1/16
  for name in "$2" "$3"; do
    cable "$1" "to-$name" - "$name" eth0 "172.18.0.$((number++))/16"
    ip -n "$1" link set "to-$name" master br0
  done
}

containers left web db
containers right batch ledger
docker_inspect left web 172.18.0.2 db 172.18.0.3 >"$work/left.json"
docker_inspect right batch 172.18.0.2 ledger 172.18.0.3 >"$work/right.json"
serve db tcp 5432
serve ledger tcp 5432
serve batch tcp 9000
inventory=$work/left.json observe left left br0
inventory=$work/right.json observe right right br0
talk web ask tcp 172.18.0.3 5432 --from 40000 --keep --times 4 --pause 0.2 &
asking=$!
talk batch ask tcp 172.18.0.3 5432 --from 40000 --keep --times 4 --pause 0.2
wait "$asking"
talk ledger ask tcp 172.18.0.2 9000
