"""A port scan from inside the network: intruder OPEN_HOST OPEN_PORT HOST...: closed ports of each HOST, then one open port.

It learns that the open port is open, says nothing there, stays around for a minute and goes."""
import socket
import sys
import time

PORTS = (*range(20, 30), 53, 80, 81, 110, 111, 139, 445, 3000, 3306, 5000, 5900, 8000, 8081, 8443, 9090, 9200, 11211, 27017)


def probe(host, port):
    try:
        socket.create_connection((host, port), 0.5).close()
        return "open"
    except ConnectionRefusedError:
        return "refused"
    except OSError as problem:
        return type(problem).__name__


def main():
    open_host, open_port = sys.argv[1], int(sys.argv[2])
    for host in sys.argv[3:]:
        found = {}
        for port in PORTS:
            outcome = probe(host, port)
            found[outcome] = found.get(outcome, 0) + 1
        print(f"intruder: {host} {found}", flush=True)
    print(f"intruder: {open_host}:{open_port} {probe(open_host, open_port)}", flush=True)
    time.sleep(60)


main()
