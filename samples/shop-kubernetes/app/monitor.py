"""A health check: connects to each HOST:PORT given, closes, and says who did not answer."""

import socket
import sys
import time

while True:
    for target in sys.argv[1:]:
        host, port = target.rsplit(":", 1)
        try:
            socket.create_connection((host, int(port)), timeout=3).close()
        except OSError as problem:
            print(f"{target}: {problem}", flush=True)
    time.sleep(5)
