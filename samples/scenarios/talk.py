"""The scenarios' servers and clients: plain sockets that say a line and hear a line.

A line is N bytes, the last of them a newline. Nothing in it looks like a protocol, so that only packets tell the roles.
"""
import argparse
import http.client
import itertools
import logging.handlers
import os
import socket
import struct
import sys
import threading
import time

NOW = struct.pack("ii", 1, 0)


COUNTER = itertools.count(1)


def line(size):
    """Each differs from those before, as long as it is long enough to."""
    number = b"~%d~" % next(COUNTER)
    return (number * size)[: size - 1] + b"\n" if size else b""


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def hang_up(connection, how):
    if how == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NOW)
    connection.close()


def read_line(connection):
    heard = b""
    while not heard.endswith(b"\n"):
        piece = connection.recv(65536)
        if not piece:
            break
        heard += piece
    return heard


def answer(connection, o):
    """Answers line by line until the client has closed, and then ends as asked."""
    try:
        connection.sendall(line(o.greet))
        if o.end == "at-once":
            return connection.close()
        if o.whole:
            while connection.recv(65536):
                pass
            time.sleep(o.delay)
            connection.sendall(line(o.reply))
        else:
            while read_line(connection):
                time.sleep(o.delay)
                connection.sendall(line(o.reply))
                if o.end != "wait":
                    time.sleep(0.1)
                    break
        hang_up(connection, o.end)
    except ConnectionError:
        connection.close()


def serve(o):
    where = "::" if o.v6 else "0.0.0.0"
    if o.transport == "udp":
        return serve_udp(where, o)
    listener = socket.socket(family(where), socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if o.fast_open:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 16)
    listener.bind((where, o.port))
    listener.listen(64)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=(connection, o), daemon=True).start()


def serve_udp(where, o):
    listener = socket.socket(family(where), socket.SOCK_DGRAM)
    listener.bind((where, o.port))
    while True:
        _, client = listener.recvfrom(65536)
        if o.reply:
            listener.sendto(line(o.reply), client)


def ask(o):
    """Asks `times` over one connection, or over a new one each time."""
    if o.transport == "udp":
        return ask_udp(o)
    done = 0
    while done < o.times:
        connection = connect(o)
        if connection is None:
            sys.exit(1)
        for _ in range(o.times if o.keep else 1):
            done += exchange(connection, o)
            time.sleep(o.pause)
            halt(o)
        hang_up(connection, o.end)


def halt(o):
    """Keeps still until the file is there that lets it go on."""
    while o.until and not os.path.exists(o.until):
        time.sleep(0.05)


def connect(o):
    """Connects; tries again while that is refused, as often as asked."""
    for _ in range(o.tries):
        connection = socket.socket(family(o.address), socket.SOCK_STREAM)
        connection.settimeout(None if o.fast_open else o.timeout)
        if o.keep_alive:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        bind(connection, o)
        try:
            if o.fast_open:
                connection.sendto(line(o.send), socket.MSG_FASTOPEN, (o.address, o.port))
            else:
                connection.connect((o.address, o.port))
            return connection
        except OSError as problem:
            print(f"{o.address}:{o.port}: {problem}", file=sys.stderr)
            connection.close()
            time.sleep(o.pause)
    return None


def bind(connection, o):
    if o.source:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        connection.bind(("", o.source))


def exchange(connection, o):
    if not o.fast_open:
        connection.sendall(line(o.send))
    if o.half_close:
        connection.shutdown(socket.SHUT_WR)
    if o.hear:
        read_line(connection)
        if o.end == "after":
            while connection.recv(65536):
                pass
    return 1


def ask_udp(o):
    asking = socket.socket(family(o.address), socket.SOCK_DGRAM)
    asking.settimeout(o.timeout)
    bind(asking, o)
    asking.connect((o.address, o.port))
    for _ in range(o.times):
        try:
            asking.send(line(o.send))
            if o.hear:
                asking.recv(65536)
        except OSError as problem:
            print(f"{o.address}:{o.port}: {problem}", file=sys.stderr)
        time.sleep(o.pause)


def fetch(o):
    """HTTP requests over one connection, kept alive."""
    site = http.client.HTTPConnection(o.address, o.port, timeout=5)
    for _ in range(o.times):
        site.request("GET", "/")
        site.getresponse().read()
        time.sleep(o.pause)
        halt(o)
    site.close()


def knock(o):
    """Connects to each port and closes at once, as a connect scan and as a health check do."""
    for port in ports(o.ports):
        with socket.socket(family(o.address), socket.SOCK_STREAM) as connection:
            connection.settimeout(o.timeout)
            connection.connect_ex((o.address, port))
            time.sleep(o.pause)


def ports(text):
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def syn(o):
    """SYNs from a raw socket, as a half-open scan sends: the kernel, which knows of none, resets what is answered."""
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
    raw.connect((o.address, 0))
    ends = socket.inet_aton(raw.getsockname()[0]) + socket.inet_aton(o.address)
    for port in ports(o.ports):
        header = struct.pack("!HHIIBBHHH", o.source, port, 0x4E475000 + port, 0, 5 << 4, 2, 1024, 0, 0)
        total = checksum(ends + struct.pack("!HH", socket.IPPROTO_TCP, len(header)) + header)
        raw.send(header[:16] + struct.pack("!H", total) + header[18:])
        time.sleep(o.pause)


def ping(o):
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    body = struct.pack("!BBHHH", 8, 0, 0, os.getpid() & 0xFFFF, 1)
    raw.sendto(body[:2] + struct.pack("!H", checksum(body)) + body[4:], (o.address, 0))
    time.sleep(0.1)


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def syslog(o):
    logger = logging.getLogger("scenario")
    logger.addHandler(logging.handlers.SysLogHandler((o.address, o.port)))
    for number in range(o.times):
        logger.warning("disk %d is nearly full", number)
        time.sleep(o.pause)


def options():
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(required=True)

    def verb(action, *names):
        sub = verbs.add_parser(action.__name__)
        sub.set_defaults(action=action)
        for name in names:
            sub.add_argument(name, **({"type": int} if name == "port" else {}))
        return sub

    one = verb(serve, "transport", "port")
    one.add_argument("--greet", type=int, default=0)
    one.add_argument("--reply", type=int, default=40)
    one.add_argument("--delay", type=float, default=0)
    one.add_argument("--end", default="wait", choices=["wait", "close", "reset", "at-once"])
    one.add_argument("--whole", action="store_true", help="answer once, when the client has finished")
    one.add_argument("--v6", action="store_true")
    one.add_argument("--fast-open", action="store_true")
    one = verb(ask, "transport", "address", "port")
    one.add_argument("--send", type=int, default=20)
    one.add_argument("--deaf", dest="hear", action="store_false")
    one.add_argument("--from", dest="source", type=int, default=0)
    one.add_argument("--times", type=int, default=1)
    one.add_argument("--tries", type=int, default=1)
    one.add_argument("--pause", type=float, default=0.05)
    one.add_argument("--timeout", type=float, default=5)
    one.add_argument("--end", default="close", choices=["close", "reset", "after"])
    one.add_argument("--keep", action="store_true", help="all over one connection")
    one.add_argument("--keep-alive", action="store_true")
    one.add_argument("--until", help="keep still after the first exchange until this file is there")
    one.add_argument("--half-close", action="store_true")
    one.add_argument("--fast-open", action="store_true")
    one = verb(fetch, "address", "port")
    one.add_argument("--times", type=int, default=1)
    one.add_argument("--pause", type=float, default=0.1)
    one.add_argument("--until")
    one = verb(knock, "address", "ports")
    one.add_argument("--pause", type=float, default=0)
    one.add_argument("--timeout", type=float, default=1)
    one = verb(syn, "address", "ports")
    one.add_argument("--from", dest="source", type=int, default=51000)
    one.add_argument("--pause", type=float, default=0.01)
    verb(ping, "address")
    one = verb(syslog, "address", "port")
    one.add_argument("--times", type=int, default=3)
    one.add_argument("--pause", type=float, default=0.1)
    return parser.parse_args()


if __name__ == "__main__":
    chosen = options()
    chosen.action(chosen)
