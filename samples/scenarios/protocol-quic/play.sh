# shellcheck shell=bash disable=SC2154
# needs: gtlsserver=ngtcp2-server gtlsclient=ngtcp2-client
# QUIC by ngtcp2, whose client asks for localhost where it is given an address: version 1, an address asked for again, a version refused, a session taken up with early data, nobody there.
pair
certificates server
mkdir "$work/files"
echo hello >"$work/files/index.html"
server() { daemon server udp "$1" gtlsserver -q -d "$work/files" "${@:2}" 10.20.0.3 "$1" "$work/server.key" "$work/server.pem"; }
ask() {
  at client timeout 5 gtlsclient -q --no-http-dump --exit-on-all-streams-close "${@:2}" 10.20.0.3 "$1" \
    https://shop.example/index.html >/dev/null 2>&1 || true
}
server 4701
server 4702 -V
server 4703
server 4704
observe node client eth0
settle client 10.20.0.3
ask 4701
ask 4702
ask 4703 -v 0x6b3343cf
ask 4704 --session-file="$work/session" --tp-file="$work/parameters"
ask 4704 --session-file="$work/session" --tp-file="$work/parameters"
