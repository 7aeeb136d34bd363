# shellcheck shell=bash disable=SC2154
# needs: aria2c=aria2 opentracker=opentracker mktorrent=mktorrent transmission-cli=transmission-cli
# BitTorrent between peers in clear and obfuscated, with a tracker over HTTP and over UDP.
pair
mkdir -m 755 "$work/tracker"
mkdir "$work/seed" "$work/take" "$work/hidden" "$work/home"
head -c 30000 /dev/urandom >"$work/seed/shop.bin"
head -c 30000 /dev/urandom >"$work/seed/other.bin"
mktorrent -l 15 -a http://10.20.0.3:6969/announce -o "$work/http.torrent" "$work/seed/shop.bin" >/dev/null
mktorrent -l 15 -a udp://10.20.0.3:6968 -a http://10.20.0.3:6969/announce -o "$work/udp.torrent" "$work/seed/other.bin" >/dev/null
for each in http udp; do aria2c -S "$work/$each.torrent" | sed -n 's/^Info Hash: //p'; done >"$work/tracker/whitelist"
chmod 755 "$work"
at server opentracker -i 10.20.0.3 -p 6969 -P 6968 -d "$work/tracker" -w whitelist >"$work/tracker.log" 2>&1 &
wait_for "the tracker" listening server tcp 6969
offer() {
  at server aria2c -q --no-conf --enable-dht=false --enable-dht6=false --check-integrity=true --seed-ratio=0 -d "$work/seed" "$@" \
    >"$work/seed$1.log" 2>&1 &
}
printf '{"dht-enabled": false, "utp-enabled": false, "lpd-enabled": false, "port-forwarding-enabled": false}' >"$work/home/settings.json"
offer --listen-port=6881 "$work/http.torrent"
offer --listen-port=6882 "$work/udp.torrent"
sleep 3
observe node client eth0
settle client 10.20.0.3
at client timeout 8 aria2c -q --no-conf --enable-dht=false --enable-dht6=false --seed-time=0 --listen-port=6991 --bt-require-crypto=true \
  --bt-min-crypto-level=arc4 -d "$work/hidden" "$work/http.torrent" >"$work/hidden.log" 2>&1 || true
at client timeout 9 env HOME="$work/home" transmission-cli -et -M -p 6992 -g "$work/home" -w "$work/take" "$work/udp.torrent" \
  >"$work/take.log" 2>&1 || true
