"""Answers on these ports, TCP and UDP, IPv4 and IPv6: echo.py PORT..."""
import socket
import sys
import threading


def bound(family, kind, port):
    s = socket.socket(family, kind)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    s.bind(("", port))
    if kind == socket.SOCK_STREAM:
        s.listen(64)
    return s


def streams(s):
    while True:
        c, _ = s.accept()
        threading.Thread(target=stream, args=(c,), daemon=True).start()


def stream(c):
    try:
        while data := c.recv(100):
            c.sendall(data)
    except OSError:
        pass
    c.close()


def datagrams(s):
    while True:
        try:
            data, peer = s.recvfrom(100)
            s.sendto(data, peer)
        except OSError:  # a firewall may forbid the answer
            pass


for word in sys.argv[1:]:
    for f in (socket.AF_INET, socket.AF_INET6):
        for k, serve in ((socket.SOCK_STREAM, streams), (socket.SOCK_DGRAM, datagrams)):
            threading.Thread(target=serve, args=(bound(f, k, int(word)),)).start()
