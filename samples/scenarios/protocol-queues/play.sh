# shellcheck shell=bash disable=SC2154
# needs: gearmand=gearman-job-server gearman=gearman-tools beanstalkd=beanstalkd nngcat=nng-utils
# Messages and jobs: ZeroMQ with its three ways to authenticate, nng, beanstalkd, Gearman.
pair
/usr/bin/python3 -c 'import zmq' || fail "missing python3-zmq" 4
daemon server tcp 11300 beanstalkd -l 10.20.0.3 -p 11300
daemon server tcp 4730 gearmand --listen=10.20.0.3 --port=4730 --log-file=none
cat >"$work/talk-zmq.py" <<'PLAY'
import sys, threading, time
import zmq
from zmq.auth.thread import ThreadAuthenticator

side, public, secret = sys.argv[1], sys.argv[2].encode(), sys.argv[3].encode()
context = zmq.Context()

def secured(socket, port):
    if port == 5556:
        if side == "server":
            socket.plain_server = 1
        else:
            socket.plain_username, socket.plain_password = b"shop", b"not-a-real-secret"
    elif port == 5557 and side == "server":
        socket.curve_server, socket.curve_publickey, socket.curve_secretkey = 1, public, secret
    elif port == 5557:
        socket.curve_publickey, socket.curve_secretkey = zmq.curve_keypair()
        socket.curve_serverkey = public
    return socket

if side == "server":
    authenticator = ThreadAuthenticator(context)
    authenticator.start()
    authenticator.configure_plain(domain="*", passwords={"shop": "not-a-real-secret"})
    authenticator.configure_curve(domain="*", location=zmq.auth.CURVE_ALLOW_ANY)
    def answer(port):
        socket = secured(context.socket(zmq.REP), port)
        socket.bind(f"tcp://10.20.0.3:{port}")
        while True:
            socket.send(b"yes, " + socket.recv())
    for port in (5555, 5556, 5557):
        threading.Thread(target=answer, args=(port,), daemon=True).start()
    news = context.socket(zmq.PUB)
    news.bind("tcp://10.20.0.3:5558")
    while True:
        news.send_multipart([b"orders", b"lamp"])
        time.sleep(0.2)
for port in (5555, 5556, 5557):
    with secured(context.socket(zmq.REQ), port) as socket:
        socket.connect(f"tcp://10.20.0.3:{port}")
        for _ in range(2):
            socket.send(b"a lamp?")
            socket.recv()
with context.socket(zmq.SUB) as socket:
    socket.subscribe(b"orders")
    socket.connect("tcp://10.20.0.3:5558")
    for _ in range(3):
        socket.recv_multipart()
PLAY
read -r public secret < <(/usr/bin/python3 -c 'import zmq; print(*(k.decode() for k in zmq.curve_keypair()))')
daemon server tcp 5558 /usr/bin/python3 "$work/talk-zmq.py" server "$public" "$secret"
daemon server tcp 5560 nngcat --rep --listen tcp://10.20.0.3:5560 --data yes --quoted
daemon server tcp 5561 nngcat --pub --listen tcp://10.20.0.3:5561 --data news --interval 1
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 "$work/talk-zmq.py" client "$public" "$secret"
at client nngcat --req --dial tcp://10.20.0.3:5560 --data 'a lamp?' --count 1 >/dev/null
at client timeout 5 nngcat --sub --dial tcp://10.20.0.3:5561 --raw --count 3 >/dev/null || true
ip netns exec client gearman -h 10.20.0.3 -w -f reverse -c 1 -- rev </dev/null >/dev/null 2>&1 &
worker=$!
sleep 1
at client timeout 10 gearman -h 10.20.0.3 -f reverse lamp >/dev/null
wait "$worker" || true
at client timeout 5 gearadmin -h 10.20.0.3 --status >/dev/null
at client /usr/bin/python3 - <<'PLAY'
import socket
with socket.create_connection(("10.20.0.3", 11300), timeout=5) as s:
    def say(words, end=b"\r\n"):
        s.sendall(words)
        got = b""
        while end not in got:
            got += s.recv(4096)
        return got
    say(b"use orders\r\n")
    say(b"put 0 0 60 4\r\nlamp\r\n")
    say(b"watch orders\r\n")
    number = say(b"reserve-with-timeout 1\r\n", b"lamp\r\n").split()[1]
    say(b"delete " + number + b"\r\n")
    s.sendall(b"quit\r\n")
PLAY
sleep 0.5
