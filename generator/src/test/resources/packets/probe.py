"""Tries connections between network namespaces, as root: TCP with a greeting, UDP with an echo, SCTP by its first packet.

Reads lines, and at each "go" tries what was asked for, ends its servers, and writes a line for each "probe" in their order:

    server NAMESPACE ADDRESS PROTOCOL PORT
    probe NAMESPACE FROM TO PROTOCOL PORT
    go

    open        it got there, and for TCP and UDP the right one answered
    refused     as nftables refuses, and nobody else here does, since every port that is tried has a server
    lost        no answer at all
    other TEXT  anything else

A socket stays in the namespace it was made in, so one thread serves and asks in all of them.
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

WINDOW = 128
TICK = 0.02
PATIENCE = 10
AGAIN = 0.5
SCTP = 132
NEW_NET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)
namespaces = {}
selector = selectors.DefaultSelector()


def enter(name):
    if namespaces.get("") == name:
        return
    if name not in namespaces:
        namespaces[name] = os.open("/run/netns/" + name, os.O_RDONLY)
    if libc.setns(namespaces[name], NEW_NET) != 0:
        raise OSError(ctypes.get_errno(), "setns " + name)
    namespaces[""] = name


def make(namespace, address, kind, protocol=0):
    enter(namespace)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made


class Greeter:
    """A TCP server: tells each client whom it found."""

    def __init__(self, namespace, address, port):
        self.greeting = f"{address} {port}".encode()
        self.socket = make(namespace, address, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((address, port))
        self.socket.listen(1024)

    def ready(self):
        client, _ = self.socket.accept()
        client.send(self.greeting)
        client.close()


class Echo:
    """A UDP server: gives back what it gets, and whom it came to."""

    def __init__(self, namespace, address, port):
        self.greeting = f" {address} {port}".encode()
        self.socket = make(namespace, address, socket.SOCK_DGRAM)
        self.socket.bind((address, port))

    def ready(self):
        said, client = self.socket.recvfrom(512)
        self.socket.sendto(said + self.greeting, client)


class Arrivals:
    """Sees SCTP packets for an address, whether or not the kernel speaks SCTP."""

    seen = set()

    def __init__(self, namespace, address):
        self.address = address
        self.socket = make(namespace, address, socket.SOCK_RAW, SCTP)
        self.socket.bind((address, 0))

    def ready(self):
        packet, client = self.socket.recvfrom(2048)
        if ":" not in self.address:
            packet = packet[(packet[0] & 15) * 4 :]
        ports = struct.unpack("!HH", packet[:4])
        self.seen.add((client[0], ports[0], self.address, ports[1]))


class Probe:
    """A connection to try."""

    def __init__(self, namespace, source, target, protocol, port):
        self.namespace, self.source, self.target = namespace, source, target
        self.protocol, self.port = protocol, int(port)
        self.result = None
        self.sent = 0

    def start(self, number):
        self.until = time.monotonic() + PATIENCE
        self.token = str(number).encode()
        kind = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM, "sctp": socket.SOCK_RAW}[self.protocol]
        self.socket = make(self.namespace, self.source, kind, SCTP if self.protocol == "sctp" else 0)
        self.socket.bind((self.source, 0))
        selector.register(self.socket, selectors.EVENT_READ, self)
        begun = self.socket.connect_ex((self.target, 0 if self.protocol == "sctp" else self.port))
        if begun not in (0, errno.EINPROGRESS):
            self.end("other " + os.strerror(begun))
        self.again()

    def again(self):
        """Sends what may be lost; of TCP the kernel takes care."""
        now = time.monotonic()
        if self.protocol == "sctp" and (self.source, 40000, self.target, self.port) in Arrivals.seen:
            self.end("open")
        if self.result is None and now > self.until:
            self.end("lost")
        if self.result is None and self.protocol != "tcp" and now - self.sent > AGAIN:
            self.sent = now
            self.attempt(lambda: self.socket.send(self.token if self.protocol == "udp" else self.first_chunk()))

    def first_chunk(self):
        """An INIT (RFC 9260, 3.3.2) whose checksum is wrong, which filters do not look at."""
        header = struct.pack("!HHII", 40000, self.port, 0, 0)
        return header + struct.pack("!BBHIIHHI", 1, 0, 20, 1, 65536, 1, 1, 1)

    def ready(self):
        self.attempt(self.answer)

    def answer(self):
        said = self.socket.recv(512)
        if self.protocol == "sctp":
            return
        expected = f"{self.target} {self.port}".encode()
        if self.protocol == "udp":
            expected = self.token + b" " + expected
        self.end("open" if said == expected else "other answer " + repr(said))

    def attempt(self, action):
        try:
            action()
        except BlockingIOError:
            pass
        except OSError as error:
            by_filter = (errno.ECONNREFUSED,) if self.protocol == "tcp" else (errno.EHOSTUNREACH, errno.EACCES)
            self.end("refused" if error.errno in by_filter else "other " + str(error))

    def end(self, result):
        if self.result is None:
            self.result = result
            selector.unregister(self.socket)
            self.socket.close()


class Run:
    """Probes under way, so many at a time."""

    def __init__(self, probes, window):
        self.probes, self.window = probes, window
        self.running = []
        self.looked = 0

    def all(self):
        for number, probe in enumerate(self.probes):
            probe.start(number)
            self.running.append(probe)
            while len(self.running) >= self.window:
                self.turn()
        while self.running:
            self.turn()

    def turn(self):
        for key, _ in selector.select(TICK):
            if not isinstance(key.data, Probe) or key.data.result is None:
                key.data.ready()
        if time.monotonic() - self.looked > TICK:
            for probe in self.running:
                if probe.result is None:
                    probe.again()
            self.looked = time.monotonic()
        self.running = [probe for probe in self.running if probe.result is None]


class World:
    """Servers, and what is tried between them."""

    def __init__(self):
        self.servers = {}
        self.probes = []

    def serve(self, namespace, address, protocol, port):
        if protocol == "sctp":
            if (address, protocol) not in self.servers:
                self.servers[address, protocol] = Arrivals(namespace, address)
        else:
            kind = Greeter if protocol == "tcp" else Echo
            self.servers[address, protocol, port] = kind(namespace, address, int(port))

    def go(self):
        Arrivals.seen.clear()
        for server in self.servers.values():
            selector.register(server.socket, selectors.EVENT_READ, server)
        sctp = [probe for probe in self.probes if probe.protocol == "sctp"]
        Run([probe for probe in self.probes if probe.protocol != "sctp"], WINDOW).all()
        # An error of raw sockets does not tell the port, so no two of one pair are under way together.
        for port in sorted({probe.port for probe in sctp}):
            Run([probe for probe in sctp if probe.port == port], len(sctp)).all()
        for server in self.servers.values():
            selector.unregister(server.socket)
            server.socket.close()


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    world = World()
    for line in sys.stdin:
        verb, *words = line.split()
        if verb == "server":
            world.serve(*words)
        elif verb == "probe":
            world.probes.append(Probe(*words))
        else:
            world.go()
            for probe in world.probes:
                print(probe.result)
            sys.stdout.flush()
            world = World()


main()
