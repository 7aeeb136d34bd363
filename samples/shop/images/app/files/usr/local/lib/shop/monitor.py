"""A health check as many load balancers do it: connect to HOST PORT, close, every 5 seconds; nothing is said."""
import socket
import sys
import time


def main():
    host, port = sys.argv[1], int(sys.argv[2])
    while True:
        try:
            socket.create_connection((host, port), 2).close()
            print(f"monitor: {host}:{port} up", flush=True)
        except OSError as problem:
            print(f"monitor: {host}:{port} down: {problem}", flush=True)
        time.sleep(5)


main()
