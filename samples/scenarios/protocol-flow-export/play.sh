# shellcheck shell=bash disable=SC2154
# needs: softflowd=softflowd nfcapd=nfdump
# NetFlow 5 and 9 and IPFIX: softflowd tells nfcapd what it reads in another scenario's recording.
pair
for port in 2055 9995 4739; do
  mkdir "$work/flows-$port"
  daemon server udp "$port" unshare --ipc nfcapd -b 10.20.0.3 -p "$port" -w "$work/flows-$port"
done
chmod 755 "$work"
observe node client eth0
settle client 10.20.0.3
read -r seen < <(find "$scenarios/protocol-http/recording" -name '*.pcap' | sort)
tell() {
  at client timeout 5 softflowd -D -r "$seen" -n "10.20.0.3:$2" -v "$1" -p "$work/soft-$2.pid" -c none \
    >"$work/soft-$2.log" 2>&1 || true
}
tell 5 2055
tell 9 9995
tell 10 4739
