"""A payment service: HTTPS on 443, takes every charge."""
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Payments(BaseHTTPRequestHandler):
    server_version = "payments"
    sys_version = ""
    timeout = 10

    def do_POST(self):
        self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 65536))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/tmp/tls.crt", "/tmp/tls.key")
    server = ThreadingHTTPServer(("0.0.0.0", 443), Payments)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print("payments: ready", flush=True)
    server.serve_forever()


main()
