# shellcheck shell=bash disable=SC2154
# HBONE as the pod's border and the pod's inside show it; with border_only=yes the border alone.
cluster 1
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port http:8080
pod 1 shop/api-1 10.244.1.12 --of Deployment/api
pod 1 shop/legacy-1 10.244.1.13 --of Deployment/legacy
certificates server

# What the mesh's proxy sends in a client's name comes back to it: marked connections are local whatever they are called.
ip -n shop.web-1 rule add fwmark 0x111 lookup 100
ip -n shop.web-1 route add local 0.0.0.0/0 dev lo table 100
at shop.web-1 nft -f - <<'RULES'
table ip mesh {
  chain prerouting { type filter hook prerouting priority mangle; ct mark 0x111 meta mark set 0x111; }
  chain output { type route hook output priority mangle; meta mark 0x539 ct mark set 0x111; ct mark 0x111 meta mark set 0x111; }
}
RULES
cat >"$work/inward.py" <<'PROGRAM'
import socket
inner = socket.socket()
inner.setsockopt(socket.SOL_IP, 19, 1)  # IP_TRANSPARENT
inner.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, 0x539)
inner.settimeout(5)
inner.bind(("10.244.1.12", 0))
inner.connect(("10.244.1.11", 8080))
inner.sendall(b"basket 17\n")
inner.recv(100)
inner.close()
PROGRAM
serve shop.web-1 tcp 8080
daemon shop.web-1 tcp 15008 openssl s_server -accept 15008 -naccept 1 -quiet -cert "$work/server.pem" -key "$work/server.key"
observe node-1 node-1 p1
told node-1
if [ -z "${border_only:-}" ]; then
  observe web shop.web-1 lo
  told web
fi
printf 'basket 17\n' | at shop.api-1 timeout 3 openssl s_client -connect 10.244.1.11:15008 -quiet >/dev/null 2>&1 || true
at shop.web-1 python3 "$work/inward.py"
talk shop.legacy-1 ask tcp 10.244.1.11 8080
