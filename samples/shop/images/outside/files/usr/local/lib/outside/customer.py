"""A customer on the internet: customer ADDRESS [TIMES [EVERY]]: looks at the catalog and orders, in turn, over HTTPS.

Exit code 1 when a request failed. TIMES 0 (the default) goes on for ever, EVERY is in seconds (2)."""
import http.client
import itertools
import socket
import ssl
import sys
import time

NAME = "shop.example.com"


def request(address, method, path):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection(NAME, timeout=15, context=context)
    plain = socket.create_connection((address, 443), 5)
    plain.settimeout(15)
    connection.sock = context.wrap_socket(plain, server_hostname=NAME)
    try:
        connection.request(method, path, body="{}" if method == "POST" else None)
        answer = connection.getresponse()
        return answer.status, answer.read(4096).decode().strip()
    finally:
        connection.close()


def await_cable(address, seconds=10):
    """The container starts without a network; it is given one a moment later."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
            try:
                trial.connect((address, 9))  # sends nothing: UDP, only the route is looked up
                return
            except OSError:
                time.sleep(0.1)


def main():
    address = sys.argv[1]
    await_cable(address)
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    every = float(sys.argv[3]) if len(sys.argv) > 3 else 2
    failed = False
    for turn in range(times) if times else itertools.count():
        method, path = (("GET", "/catalog"), ("POST", "/orders"))[turn % 2]
        try:
            status, body = request(address, method, path)
        except OSError as problem:
            status, body = 0, repr(problem)
        failed = failed or status != 200
        print(f"customer: {method} {path} {status} {body}", flush=True)
        time.sleep(every)
    sys.exit(1 if failed else 0)


main()
