"""Prints each ADDRESS/PORT/TRANSPORT of standard input that answers."""
import concurrent.futures
import socket
import sys

TIMEOUT = 0.8


def answers(target):
    address, port, transport = target.split("/")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    kind = socket.SOCK_STREAM if transport == "tcp" else socket.SOCK_DGRAM
    with socket.socket(family, kind) as s:
        s.settimeout(TIMEOUT)
        try:
            s.connect((address, int(port)))
            s.sendall(b"x")
            return s.recv(10) == b"x"
        except OSError:
            return False


targets = sys.stdin.read().split()
with concurrent.futures.ThreadPoolExecutor(128) as pool:
    for target, answer in zip(targets, pool.map(answers, targets)):
        if answer:
            print(target)
