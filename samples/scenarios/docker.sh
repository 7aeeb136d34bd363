# shellcheck shell=bash disable=SC2154
# Sourced by lib.sh: scenes of a Docker host. Containers are network namespaces on bridges, as an engine makes them; what
# `docker inspect` would tell of them is written down as they are made.

# engine: the containers' host, hidden behind 203.0.113.2, and a machine of the world, 203.0.113.1, with a resolver.
engine() {
  host engine world
  router engine
  cable engine uplink 203.0.113.2/24 world eth0 203.0.113.1/24
  route engine default 203.0.113.1
  at engine nft -f - <<'RULES'
table ip nat {
  chain prerouting { type nat hook prerouting priority dstnat; }
  chain postrouting { type nat hook postrouting priority srcnat; oifname "uplink" masquerade; }
}
RULES
  containers=0 inspected=''
}

# bridge NETWORK PREFIX: a network; its gateway is PREFIX.1.
bridge() {
  ip -n engine link add "$1" type bridge
  address engine "$1" "$2.1/24"
}

# container NAME PROJECT/SERVICE|- MORE [NETWORK ADDRESS]...: a container, described with MORE besides; the gateway of
# its first network is its way to the world.
container() {
  local name=$1 networks='' number=0 labels=''
  host "$name"
  [ "$2" = - ] || labels="\"com.docker.compose.project\":\"${2%/*}\",\"com.docker.compose.service\":\"${2#*/}\""
  local more=$3
  shift 3
  while (($#)); do
    cable "$name" "eth$number" "$2/24" engine "c$((++containers))" -
    ip -n engine link set "c$containers" master "$1"
    ((number)) || route "$name" default "${2%.*}.1"
    networks+="${networks:+,}\"$1\":{\"IPAddress\":\"$2\",\"Gateway\":\"${2%.*}.1\"}"
    number=$((number + 1))
    shift 2
  done
  describe "$name" "$labels" "$more" "$networks"
}

# describe NAME LABELS MORE NETWORKS: what docker inspect tells of a container that started long ago.
describe() {
  local mode='"NetworkMode":"default"' ports='' exposed=''
  case $3 in
    mode=*) mode="\"NetworkMode\":\"${3#mode=}\"" ;;
    published=*) ports="\"${3#*:}/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$(cut -d= -f2 <<<"${3%:*}")\"}]" ;;
    host=*) mode='"NetworkMode":"host"' exposed="\"${3#host=}/tcp\":{}" ;;
  esac
  inspected+="${inspected:+,}{\"Id\":\"$(sha256sum <<<"$1" | cut -c1-64)\",\"Name\":\"/$1\","
  inspected+="\"State\":{\"StartedAt\":\"2026-01-01T00:00:00Z\",\"FinishedAt\":\"0001-01-01T00:00:00Z\"},"
  inspected+="\"HostConfig\":{$mode},\"Config\":{\"Labels\":{$2},\"ExposedPorts\":{$exposed}},"
  inspected+="\"NetworkSettings\":{\"Ports\":{$ports},\"Networks\":{$4}}}"
}

# watched INTERFACE...: records on the engine, with what docker inspect tells.
watched() {
  echo "[$inspected]" >"$work/containers.json"
  inventory=$work/containers.json observe engine engine "$@"
}

# resolver OPTION...: dnsmasq at 203.0.113.1, asked by everybody, with these options.
resolver() {
  daemon world udp 53 dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --pid-file= --user=root \
    --local-ttl=30 "$@"
  # shellcheck disable=SC2034
  answering=$!
  asked "options timeout:5"
}

# asked LINE...: everybody's /etc/resolv.conf, with these lines besides.
asked() {
  printf '%s\n' "nameserver 203.0.113.1" "$@" >"$work/resolv.conf"
  mountpoint -q /etc/resolv.conf || mount --bind "$work/resolv.conf" /etc/resolv.conf
}

# far ADDRESS...: these addresses are the world's, too.
far() {
  local each
  for each in "$@"; do
    ip -n world address add "$each/32" dev lo
  done
}

# call CONTAINER NAME PORT [OPTION...]: asks for the name and says a line to what was found; see call.py.
call() { at "$1" python3 "$scenarios/call.py" "${@:2}"; }
