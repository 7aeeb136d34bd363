"""Tries connections between the network namespaces of containers, a Docker host and machines outside, as root.

Reads lines; at "go" it tries all that was asked for and writes a line for each "probe" and "name", in their order:

    space NAME FILE             a network namespace
    server NAME PROTOCOL PORT   something that answers there at every address
    probe NAME PROTOCOL ADDRESS PORT
    name NAME WORD              what Docker's own resolver says there; name6 asks for IPv6 addresses
    go SECONDS                  with this patience for each

    open NAME PORT              who answered, at which port of its own
    refused                     nobody listens there, or somebody says so
    lost                        no answer
    addresses, or -             for "name" and "name6"

A socket stays in the namespace it was made in, so one thread serves and asks in all of them. Replies of UDP may come from
another address than was asked (docker-proxy's do): a token tells them.
"""

import ctypes
import errno
import os
import resource
import selectors
import socket
import struct
import sys
import time

WINDOW = 6000
AT_ONCE = 256
NEW_NET = 0x40000000
RESOLVER = "127.0.0.11"
libc = ctypes.CDLL(None, use_errno=True)
spaces = {}
current = [None]
selector = selectors.DefaultSelector()


def enter(name):
    if current[0] != name:
        if libc.setns(spaces[name], NEW_NET) != 0:
            raise OSError(ctypes.get_errno(), "setns " + name)
        current[0] = name


def make(space, family, kind):
    enter(space)
    made = socket.socket(family, kind)
    made.setblocking(False)
    return made


class Server:
    def __init__(self, space, port, kind):
        self.greeting = f"{space} {port}".encode()
        self.socket = make(space, socket.AF_INET6, kind)
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if kind == socket.SOCK_DGRAM:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
        self.socket.bind(("::", int(port)))

    def ready(self):
        """All that wait, as a socket holds a few hundred only."""
        for _ in range(AT_ONCE):
            try:
                self.serve()
            except BlockingIOError:
                return
            except OSError:
                pass  # a client that has gone


class Greeter(Server):
    """TCP: tells each client whom it found."""

    def __init__(self, space, port):
        super().__init__(space, port, socket.SOCK_STREAM)
        self.socket.listen(1024)

    def serve(self):
        client, _ = self.socket.accept()
        try:
            client.send(self.greeting)
        finally:
            client.close()


class Echo(Server):
    """UDP: gives back what it gets and who it is, from the address that was asked."""

    def __init__(self, space, port):
        super().__init__(space, port, socket.SOCK_DGRAM)

    def serve(self):
        said, about, _, client = self.socket.recvmsg(512, 256)
        to = [(level, kind, data) for level, kind, data in about if kind == socket.IPV6_PKTINFO]
        to = [(level, kind, data[:16] + b"\0\0\0\0") for level, kind, data in to]
        self.socket.sendmsg([said + b" " + self.greeting], to, 0, client)


class Asked:
    """Something to find out."""

    def __init__(self):
        self.result = None

    def end(self, result):
        if self.result is None:
            self.result = result
            selector.unregister(self.socket)
            self.socket.close()

    def attempt(self, action):
        try:
            action()
        except BlockingIOError:
            pass
        except OSError as error:
            self.end("refused" if error.errno == errno.ECONNREFUSED else "lost " + str(error.errno))

    def open(self, space, address, kind):
        self.socket = make(space, socket.AF_INET6 if ":" in address else socket.AF_INET, kind)
        selector.register(self.socket, selectors.EVENT_READ, self)


class Probe(Asked):
    def __init__(self, space, protocol, address, port):
        super().__init__()
        self.space, self.protocol, self.address, self.port = space, protocol, address, int(port)

    def start(self, number):
        self.token = b"%d" % number
        tcp = self.protocol == "tcp"
        self.open(self.space, self.address, socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM)
        self.attempt(self.connect if tcp else self.send)

    def connect(self):
        begun = self.socket.connect_ex((self.address, self.port))
        if begun not in (0, errno.EINPROGRESS):
            raise OSError(begun, "connect")

    def send(self):
        self.socket.sendto(self.token, (self.address, self.port))

    def ready(self):
        self.attempt(self.answer)

    def answer(self):
        said = self.socket.recv(512)
        if self.protocol == "udp":
            token, _, said = said.partition(b" ")
            if token != self.token:
                return
        self.end("open " + said.decode() if said else "refused")


class Name(Asked):
    """A question for an address (RFC 1035, 4) to the resolver that Docker puts into every container."""

    def __init__(self, family, kind, space, word):
        super().__init__()
        self.family, self.kind, self.space, self.word = family, kind, space, word

    def start(self, number):
        self.open(self.space, RESOLVER, socket.SOCK_DGRAM)
        labels = b"".join(bytes([len(part)]) + part.encode() for part in self.word.split("."))
        query = struct.pack("!HHHHHH", number & 0xFFFF, 0x0100, 1, 0, 0, 0) + labels
        query += struct.pack("!BHH", 0, self.kind, 1)
        self.attempt(lambda: self.socket.connect((RESOLVER, 53)))
        if self.result is None:
            self.attempt(lambda: self.socket.send(query))
        self.length = len(query)

    def ready(self):
        self.attempt(self.answer)

    def answer(self):
        said = self.socket.recv(4096)
        found, at = [], self.length
        for _ in range(struct.unpack("!H", said[6:8])[0]):
            while said[at] != 0 and said[at] < 192:
                at += 1 + said[at]
            at += 2 if said[at] >= 192 else 1
            kind, _, _, size = struct.unpack("!HHIH", said[at : at + 10])
            at += 10
            if kind == self.kind:
                found.append(socket.inet_ntop(self.family, said[at : at + size]))
            at += size
        self.end(",".join(sorted(found)) or "-")


def run(asked, patience):
    for first in range(0, len(asked), WINDOW):
        under_way = []
        for number, each in enumerate(asked[first : first + WINDOW], first):
            each.start(number)
            under_way.append(each)
            if number % 100 == 99:
                turn(0)
        until = time.monotonic() + patience
        while time.monotonic() < until and any(each.result is None for each in under_way):
            turn(0.02)
        turn(0)
        for each in under_way:
            each.end("lost")


def turn(wait):
    for key, _ in selector.select(wait):
        if not isinstance(key.data, Asked) or key.data.result is None:
            try:
                key.data.ready()
            except OSError:
                pass  # a client that has gone


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asked = []
    for line in sys.stdin:
        verb, *words = line.split()
        if verb == "space":
            spaces[words[0]] = os.open(words[1], os.O_RDONLY)
        elif verb == "server":
            server = (Greeter if words[1] == "tcp" else Echo)(words[0], words[2])
            selector.register(server.socket, selectors.EVENT_READ, server)
        elif verb == "probe":
            asked.append(Probe(*words))
        elif verb == "name":
            asked.append(Name(socket.AF_INET, 1, *words))
        elif verb == "name6":
            asked.append(Name(socket.AF_INET6, 28, *words))
        else:
            run(asked, float(words[0]))
            print("\n".join(each.result for each in asked))
            sys.stdout.flush()
            asked = []


main()
