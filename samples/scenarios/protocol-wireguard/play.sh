# shellcheck shell=bash disable=SC2154
# needs: wireguard-go=wireguard-go wg=wireguard-tools busybox=busybox-static
# WireGuard in user space: a tunnel with a key and one with a shared secret besides, and what goes through the first.
pair
umask 077
for name in server client; do
  wg genkey >"$work/$name.key"
  wg pubkey <"$work/$name.key" >"$work/$name.pub"
done
wg genpsk >"$work/shared"
umask 022
tunnel() { # HOST DEVICE ADDRESS PEER PORT ARGUMENTS...
  at "$1" wireguard-go -f "$2" </dev/null >"$work/$2.log" 2>&1 &
  wait_for "a device $2" at "$1" wg show "$2" >/dev/null 2>&1
  at "$1" wg set "$2" private-key "$work/$1.key" listen-port "$5" peer "$(cat "$work/$4.pub")" allowed-ips 0.0.0.0/0 "${@:6}"
  address "$1" "$2" "$3"
}
tunnel server wgs0 10.26.0.1/24 client 51820
tunnel server wgs1 10.27.0.1/24 client 51821 preshared-key "$work/shared"
observe node client eth0
settle client 10.20.0.3
tunnel client wgc0 10.26.0.2/24 server 40820 endpoint 10.20.0.3:51820
tunnel client wgc1 10.27.0.2/24 server 40821 endpoint 10.20.0.3:51821 preshared-key "$work/shared"
at client busybox ping -c 3 -i 0.3 10.26.0.1 >/dev/null
at client busybox ping -c 3 -i 0.3 10.27.0.1 >/dev/null
serve server tcp 8080 --reply 12000
# More than one full packet: those are not padded.
talk client ask tcp 10.26.0.1 8080 --send 100 --times 2
sleep 1
