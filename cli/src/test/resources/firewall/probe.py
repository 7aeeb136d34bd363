"""Prints each ADDRESS/PORT/TRANSPORT of standard input that answers.

All are asked at once, by one thread: what a busy machine drops is sent again before the deadline,
datagrams here, the SYN of a connection after a second by the kernel.
"""
import selectors
import socket
import sys
import time

DEADLINE = 3.0
AGAIN = 0.5


class Target:
    def __init__(self, name):
        self.name = name
        self.address, self.port, self.transport = name.split("/")
        self.answered = False
        self.socket = None

    def call(self):
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        kind = socket.SOCK_STREAM if self.transport == "tcp" else socket.SOCK_DGRAM
        self.socket = socket.socket(family, kind)
        self.socket.setblocking(False)
        self.socket.connect_ex((self.address, int(self.port)))

    def ask(self):
        try:
            self.socket.send(b"x")
            return True
        except OSError:
            return False

    def hear(self):
        try:
            self.answered = self.socket.recv(10)[:1] == b"x"
        except OSError:
            pass


def give_up(selector, target):
    selector.unregister(target.socket)
    target.socket.close()


def step(selector, target, events):
    if events & selectors.EVENT_READ:
        target.hear()
        give_up(selector, target)
    elif target.ask():
        selector.modify(target.socket, selectors.EVENT_READ, target)
    else:
        give_up(selector, target)


def probe(targets):
    selector = selectors.DefaultSelector()
    for target in targets:
        target.call()
        events = selectors.EVENT_READ | selectors.EVENT_WRITE
        selector.register(target.socket, events, target)
    end = time.monotonic() + DEADLINE
    again = time.monotonic() + AGAIN
    while selector.get_map() and time.monotonic() < end:
        for key, events in selector.select(max(0, min(again, end) - time.monotonic())):
            step(selector, key.data, events)
        if time.monotonic() >= again:
            again += AGAIN
            for key in list(selector.get_map().values()):
                if key.data.transport == "udp":
                    key.data.ask()


everyone = [Target(name) for name in sys.stdin.read().split()]
probe(everyone)
for each in everyone:
    if each.answered:
        print(each.name)
