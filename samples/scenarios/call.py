"""Looks a name up as programs do, by the C library, and says a line to what it found and hears one."""
import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("name")
parser.add_argument("port", type=int)
parser.add_argument("--each", action="store_true", help="to each address found, not only the first")
o = parser.parse_args()
found = sorted({entry[4][0] for entry in socket.getaddrinfo(o.name, o.port, socket.AF_INET, socket.SOCK_STREAM)})
for address in found if o.each else found[:1]:
    with socket.create_connection((address, o.port), 5) as connection:
        connection.sendall(b"~~~\n")
        connection.recv(65536)
