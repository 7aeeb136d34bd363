"""A server of TACACS+ (RFC 8907) that lets everybody in."""

import hashlib
import socketserver
import struct
import sys

KEY = sys.argv[1].encode()


def pad(header, length):
    """The bytes that a body is hidden under: hashes of session, key, version and number, each of the one before."""
    seed = header[4:8] + KEY + header[0:1] + header[2:3]
    made = last = b""
    while len(made) < length:
        last = hashlib.md5(seed + last).digest()
        made += last
    return made[:length]


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        header = self.rfile.read(12)
        self.rfile.read(struct.unpack(">I", header[8:12])[0])
        body = struct.pack(">BBHH", 1, 0, 0, 0)
        answer = header[0:2] + bytes([2]) + header[3:8] + struct.pack(">I", len(body))
        if not header[3] & 1:
            body = bytes(a ^ b for a, b in zip(body, pad(answer, len(body))))
        self.wfile.write(answer + body)


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("10.20.0.3", 49), Handler).serve_forever()
