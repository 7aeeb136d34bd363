# shellcheck shell=bash disable=SC2154
# needs: openvpn=openvpn swanctl=strongswan-swanctl /usr/lib/ipsec/charon=strongswan-charon kernel-libipsec=libcharon-extra-plugins gmp=libstrongswan-standard-plugins gtlsserver=ngtcp2-server gtlsclient=ngtcp2-client pmacctd=pmacct nfacctd=pmacct rpcbind=rpcbind rpcinfo=rpcbind
# Other versions and other programs: OpenVPN's tls-crypt-v2, IKE 1, QUIC 2, sFlow and NetFlow by pmacct, RPC over UDP.
pair
certificates server
certificates client
mkdir -p "$work/files" /run/rpcbind
echo hello >"$work/files/index.html"
openvpn --genkey tls-crypt-v2-server "$work/v2-server.key"
openvpn --tls-crypt-v2 "$work/v2-server.key" --genkey tls-crypt-v2-client "$work/v2-client.key"
common=(--dev tun1 --ca "$work/ca.pem" --proto udp --verb 3)
daemon server udp 1194 openvpn "${common[@]}" --ifconfig 10.25.1.1 10.25.1.2 --cert "$work/server.pem" --key "$work/server.key" \
  --tls-server --dh none --local 10.20.0.3 --port 1194 --tls-crypt-v2 "$work/v2-server.key"
daemon server udp 4701 gtlsserver -q -d "$work/files" --preferred-versions=v2draft 10.20.0.3 4701 "$work/server.key" "$work/server.pem"
daemon server udp 111 rpcbind -f -w
exporter() { # PORT PLUGIN ARGUMENTS...
  printf '%s\n' "plugins: $2" "interface: eth0" "pcap_interface: eth0" "aggregate: src_host, dst_host, src_port, dst_port, proto, tos" \
    "${@:3}" >"$work/export-$1.conf"
  ip netns exec client pmacctd -f "$work/export-$1.conf" </dev/null >"$work/export-$1.log" 2>&1 &
}
collector() { # PROGRAM PORT
  printf '%s\n' "plugins: memory" "$1_ip: 10.20.0.3" "$1_port: $2" "imt_path: $work/$1.pipe" "aggregate: src_host" >"$work/$1.conf"
  daemon server udp "$2" "$1" -f "$work/$1.conf"
}
collector nfacctd 2055
collector sfacctd 6343
observe node client eth0
settle client 10.20.0.3
ip netns exec client openvpn "${common[@]}" --ifconfig 10.25.1.2 10.25.1.1 --cert "$work/client.pem" --key "$work/client.key" \
  --tls-client --nobind --remote 10.20.0.3 1194 --tls-crypt-v2 "$work/v2-client.key" </dev/null >"$work/openvpn.log" 2>&1 &
wait_for "a tunnel" at client busybox ping -c 1 -W 1 10.25.1.1 >/dev/null 2>&1
at client busybox ping -c 3 -i 0.5 10.25.1.1 >/dev/null
at client timeout 5 gtlsclient -q --no-http-dump --exit-on-all-streams-close --version=v2draft --preferred-versions=v2draft 10.20.0.3 4701 \
  https://shop.example/index.html >/dev/null 2>&1 || true
at client rpcinfo -T udp 10.20.0.3 portmapper 3 >/dev/null 2>&1 || at client rpcinfo -u 10.20.0.3 portmapper 2 >/dev/null
exporter 2055 nfprobe "nfprobe_receiver: 10.20.0.3:2055" "nfprobe_version: 9" "nfprobe_timeouts: general=2:maxlife=2:expint=2"
exporter 6343 sfprobe "sfprobe_receiver: 10.20.0.3:6343" "sampling_rate: 2" "sfprobe_agentip: 10.20.0.2"
# shellcheck source=SCRIPTDIR/../swan.sh
. "$scenarios/swan.sh"
swan client 1 10.20.0.2 10.20.0.3 10.26.0.2 10.26.0.3
swan server 1 10.20.0.3 10.20.0.2 10.26.0.3 10.26.0.2
swanctl_of client --initiate --child shop || cat "$work/swan-client/log" >&2
at client busybox ping -c 20 -i 0.3 -I 10.26.0.2 10.26.0.3 >/dev/null || cat "$work/swan-client/log" >&2
sleep 3
