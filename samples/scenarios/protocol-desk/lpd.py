"""A printer of RFC 1179 that takes whatever it gets and prints nothing."""

import socketserver


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        if not self.rfile.readline():
            return
        self.wfile.write(b"\0")
        while line := self.rfile.readline():
            self.wfile.write(b"\0")
            self.rfile.read(int(line[1:].split()[0]) + 1)
            self.wfile.write(b"\0")


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("10.20.0.3", 515), Handler).serve_forever()
