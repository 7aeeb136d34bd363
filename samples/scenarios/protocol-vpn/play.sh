# shellcheck shell=bash disable=SC2154
# needs: openvpn=openvpn swanctl=strongswan-swanctl /usr/lib/ipsec/charon=strongswan-charon kernel-libipsec=libcharon-extra-plugins gmp=libstrongswan-standard-plugins
# OpenVPN over UDP and TCP, its control channel bare, signed and encrypted, one without a cipher; IKE and ESP in UDP.
pair
certificates server
certificates client
openvpn --genkey secret "$work/shared.key"
tunnel() { # HOST PORT NAME NUMBERS ARGUMENTS...
  echo --dev "tun$2" --ifconfig "10.25.$((${2} % 200)).$4" "10.25.$((${2} % 200)).$5" --ca "$work/ca.pem" --cert "$work/$3.pem" \
    --key "$work/$3.key" --verb 3 --port "$2" "${@:6}"
}
join() { # PORT tcp|udp ARGUMENTS...
  local server client
  read -ra server < <(tunnel server "$1" server 1 2 --tls-server --dh none --local 10.20.0.3 --proto "${2/tcp/tcp-server}" "${@:3}")
  read -ra client < <(tunnel client "$1" client 2 1 --tls-client --nobind --remote 10.20.0.3 --proto "${2/tcp/tcp-client}" "${@:3}")
  daemon server "$2" "$1" openvpn "${server[@]}"
  clients+=("${client[*]}")
}
clients=()
join 1194 udp
join 1195 tcp
join 1196 udp --tls-auth "$work/shared.key"
join 1197 udp --tls-crypt "$work/shared.key"
join 1198 tcp --tls-crypt "$work/shared.key"
join 1199 udp --data-ciphers none --cipher none --auth none
observe node client eth0
settle client 10.20.0.3
for client in "${clients[@]}"; do
  read -ra arguments <<<"$client"
  ip netns exec client openvpn "${arguments[@]}" </dev/null >"$work/openvpn-client-${arguments[1]}.log" 2>&1 &
done
for port in 1194 1195 1196 1197 1198 1199; do
  wait_for "a tunnel $port" at client busybox ping -c 1 -W 1 "10.25.$((port % 200)).1" >/dev/null 2>&1
  at client busybox ping -c 3 -i 1 "10.25.$((port % 200)).1" >/dev/null
done
# IKE and ESP in UDP: strongSwan's charon with its ESP in user space, since not every kernel has the ciphers.
# shellcheck source=SCRIPTDIR/../swan.sh
. "$scenarios/swan.sh"
swan client 2 10.20.0.2 10.20.0.3 10.26.0.2 10.26.0.3
swan server 2 10.20.0.3 10.20.0.2 10.26.0.3 10.26.0.2
swanctl_of client --initiate --child shop || { cat "$work/swan-client/log" >&2; }
at client busybox ping -c 4 -i 1 -I 10.26.0.2 10.26.0.3 >/dev/null || cat "$work/swan-client/log" >&2
