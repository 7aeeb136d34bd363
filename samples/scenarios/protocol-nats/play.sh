# shellcheck shell=bash disable=SC2154
# needs: nats-server=nats-server
# NATS: for anybody, with a password, with a token, behind TLS asked for, with TLS offered and not taken; one who is refused.
pair
certificates server
nats() { # PORT ARGUMENT...
  daemon server tcp "$1" nats-server -a 10.20.0.3 -p "$@"
}
nats 4222
nats 4223 --user shop --pass not-a-real-secret
nats 4224 --auth not-a-real-secret
nats 4225 --tls --tlscert "$work/server.pem" --tlskey "$work/server.key"
nats 4226 --user shop --pass not-a-real-secret
cat >"$work/offered.conf" <<PLAY
tls { cert_file: "$work/server.pem", key_file: "$work/server.key" }
allow_non_tls: true
PLAY
nats 4227 -c "$work/offered.conf"
observe node client eth0
settle client 10.20.0.3
# There is no client in Debian: plain sockets say what the client protocol's documentation has them say.
at client /usr/bin/python3 - "$work/ca.pem" <<'PLAY'
import json, socket, ssl, sys

def use(port, tls=False, **options):
    s = socket.create_connection(("10.20.0.3", port), timeout=5)
    s.recv(4096)
    if tls:
        s = ssl.create_default_context(cafile=sys.argv[1]).wrap_socket(s, server_hostname="10.20.0.3")
    connect = {"verbose": False, "pedantic": False, "lang": "python3", "version": "1.0", "protocol": 1, **options}
    s.sendall(b"CONNECT " + json.dumps(connect).encode() + b"\r\nPING\r\n")
    if s.recv(4096).startswith(b"PONG"):
        s.sendall(b"SUB orders 1\r\nPUB orders 4\r\nlamp\r\nPING\r\n")
        s.recv(4096)
    s.close()

use(4222)
use(4223, user="shop", **{"pass": "not-a-real-secret"})
use(4224, auth_token="not-a-real-secret")
use(4225, tls=True)
use(4226)
use(4227)
PLAY
