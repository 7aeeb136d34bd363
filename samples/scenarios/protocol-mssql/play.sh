# shellcheck shell=bash disable=SC2154
# needs: tsql=freetds-bin
# MS SQL: FreeTDS's client at a server by hand, which logs in anybody.
pair
cat >"$work/server.py" <<'PLAY'
import socket, struct, sys, threading
def packet(c):
    head = b""
    while len(head) < 8:
        more = c.recv(8 - len(head))
        if not more:
            return None, b""
        head += more
    length, body = struct.unpack(">H", head[2:4])[0] - 8, b""
    while len(body) < length:
        body += c.recv(length - len(body))
    return head[0], body
def answer(c, body):
    c.sendall(struct.pack(">BBHHBB", 4, 1, len(body) + 8, 0, 1, 0) + body)
DONE = b"\xfd" + struct.pack("<HHQ", 0, 0, 0)
def prelogin():
    return struct.pack(">BHHBHHBHHBHHB", 0, 21, 6, 1, 27, 1, 2, 28, 1, 4, 29, 1, 0xFF) + b"\x0f\x00\x07\xd0\x00\x00" + b"\x02" + b"\x00" + b"\x00"
def acknowledged():
    name = "Shop".encode("utf-16-le")
    body = b"\x01" + struct.pack(">I", 0x74000004) + bytes([len(name) // 2]) + name + b"\x0f\x00\x07\xd0"
    return b"\xad" + struct.pack("<H", len(body)) + body + DONE
def serve(c):
    while True:
        kind, body = packet(c)
        if kind is None:
            return
        answer(c, prelogin() if kind == 0x12 else acknowledged() if kind == 0x10 else DONE)
l = socket.create_server(("10.20.0.3", 1433))
while True:
    threading.Thread(target=serve, args=(l.accept()[0],), daemon=True).start()
PLAY
daemon server tcp 1433 python3 "$work/server.py"
observe node client eth0
settle client 10.20.0.3
printf '[global]\ntds version = 7.4\nencryption = off\n' >"$work/freetds.conf"
printf 'select 1\ngo\nquit\n' | FREETDSCONF="$work/freetds.conf" at client timeout 6 tsql -H 10.20.0.3 -p 1433 -U sam -P not-a-real-secret >"$work/tsql.log" 2>&1 || tail -4 "$work/tsql.log" >&2
