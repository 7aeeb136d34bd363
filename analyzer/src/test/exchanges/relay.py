"""Relays one TCP connection (or one UDP request) to a real server and writes down what each side said.

An exchange file holds one line a read: "> hex" from the client, "< hex" from the server, in order.
"""
import select
import socket

MOST = 24 * 1024


def relay(listen, target, out, title, connection=0):
    """Serves connections on port listen until the one with this index has ended, and writes that one."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", listen))
    server.listen(4)
    for index in range(connection + 1):
        client, _ = server.accept()
        lines = pump(client, socket.create_connection(("127.0.0.1", target)))
        if index == connection:
            write(out, title, lines)
    server.close()


def pump(client, upstream):
    lines, kept = [], {">": 0, "<": 0}
    other = {client: (upstream, ">"), upstream: (client, "<")}
    open_ends = {client, upstream}
    while open_ends:
        ready, _, _ = select.select(list(open_ends), [], [], 20)
        if not ready:
            break
        for end in ready:
            peer, mark = other[end]
            try:
                data = end.recv(4096)
                if data:
                    peer.sendall(data)
                else:
                    peer.shutdown(socket.SHUT_WR)
            except OSError:
                data = b""
            if not data:
                open_ends.discard(end)
            elif kept[mark] < MOST:
                kept[mark] += len(data)
                lines.append(mark + " " + data.hex())
    client.close()
    upstream.close()
    return lines


def relay_datagram(listen, target, out, title):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", listen))
        query, client = server.recvfrom(65535)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as upstream:
            upstream.settimeout(5)
            upstream.sendto(query, ("127.0.0.1", target))
            answer = upstream.recv(65535)
        server.sendto(answer, client)
    write(out, title, ["> " + query.hex(), "< " + answer.hex()])


def write(out, title, lines):
    with open(out, "w", encoding="ascii") as file:
        file.write("# " + title + "\n" + "\n".join(lines) + "\n")
