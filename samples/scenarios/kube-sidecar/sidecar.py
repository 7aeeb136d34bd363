"""A mesh's proxy in a pod: 15001 for what goes out, 15006 for what comes in, where the kernel redirects connections.

Each connection goes on to where it was meant to; between proxies under TLS that both sides prove themselves in, at the ports named.
"""
import argparse
import contextlib
import socket
import ssl
import struct
import threading

SO_ORIGINAL_DST = 80

parser = argparse.ArgumentParser()
parser.add_argument("name", help="certificates are NAME.pem, NAME.key and ca.pem of --folder")
parser.add_argument("--folder", required=True)
parser.add_argument("--mutual", type=int, nargs="*", default=[])
o = parser.parse_args()


def context(purpose):
    made = ssl.create_default_context(purpose, cafile=f"{o.folder}/ca.pem")
    made.load_cert_chain(f"{o.folder}/{o.name}.pem", f"{o.folder}/{o.name}.key")
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    return made


OUTWARD, INWARD = context(ssl.Purpose.SERVER_AUTH), context(ssl.Purpose.CLIENT_AUTH)


def meant(connection):
    """linux/netfilter_ipv4.h: the address before redirection."""
    port, address = struct.unpack("!2xH4s8x", connection.getsockopt(socket.SOL_IP, SO_ORIGINAL_DST, 16))
    return socket.inet_ntoa(address), port


def outward(near):
    where = meant(near)
    far = socket.create_connection(where, 5)
    return near, OUTWARD.wrap_socket(far) if where[1] in o.mutual else far


def inward(near):
    where = meant(near)
    near = INWARD.wrap_socket(near, server_side=True) if where[1] in o.mutual else near
    return near, socket.create_connection(where, 5, ("127.0.0.6", 0))


def copy(source, sink):
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.close() if isinstance(sink, ssl.SSLSocket) else sink.shutdown(socket.SHUT_WR)


def carry(way, connection):
    near, far = way(connection)
    threading.Thread(target=copy, args=(far, near), daemon=True).start()
    copy(near, far)


def listen(port, way):
    listener = socket.create_server(("0.0.0.0", port))
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=carry, args=(way, connection), daemon=True).start()


threading.Thread(target=listen, args=(15001, outward), daemon=True).start()
listen(15006, inward)
