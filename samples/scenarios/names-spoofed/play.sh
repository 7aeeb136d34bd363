# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# A neighbour sends a container answers that it never asked for, and so tries to name an address of its own choice.
engine
bridge front 172.18.0
container web shop/web - front 172.18.0.2
container intruder - - front 172.18.0.9
far 198.51.100.7 198.51.100.66
serve world tcp 8443
resolver --host-record=pay.example.com,198.51.100.7
watched front
# spoof NAME ADDRESS: as if 172.18.0.9 had been asked.
spoof() {
  at intruder python3 - "$1" "$2" <<'PYTHON'
import socket, struct, sys
name = b"".join(bytes([len(part)]) + part for part in sys.argv[1].encode().split(b".")) + b"\0"
answer = struct.pack(">HHHHHH", 0x1234, 0x8180, 1, 1, 0, 0) + name + struct.pack(">HH", 1, 1)
answer += b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 3600, 4) + socket.inet_aton(sys.argv[2])
sending = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sending.bind(("", 53))
sending.sendto(answer, ("172.18.0.2", 40000))
PYTHON
}
spoof bank.example.com 198.51.100.66
call web pay.example.com 8443
spoof bank.example.com 198.51.100.66
talk web ask tcp 198.51.100.66 8443
