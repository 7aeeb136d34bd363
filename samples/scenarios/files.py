"""Servers of files for the scenarios: FTP (RFC 959, passive only) and TFTP (RFC 1350), as little as their clients need."""
import socket
import struct
import sys
import threading

FILE = b"scenario\n" * 100


def ftp(port):
    with socket.create_server(("0.0.0.0", port)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=session, args=(connection,), daemon=True).start()


def session(connection):
    lines = connection.makefile("r", encoding="ascii")
    data = None

    def say(text):
        connection.sendall(text.encode("ascii") + b"\r\n")

    say("220 ready")
    for request in lines:
        verb = request.split()[0].upper()
        if verb == "USER":
            say("331 password, please")
        elif verb == "PASS":
            say("230 logged in")
        elif verb == "TYPE":
            say("200 so be it")
        elif verb in ("PASV", "EPSV"):
            data = socket.create_server(("0.0.0.0", 0))
            say(passive(verb, connection.getsockname()[0], data.getsockname()[1]))
        elif verb == "RETR":
            say("150 here it comes")
            transfer, _ = data.accept()
            transfer.sendall(FILE)
            transfer.close()
            data.close()
            say("226 that was it")
        elif verb == "QUIT":
            say("221 goodbye")
            break
        else:
            say("502 unknown")
    connection.close()


def passive(verb, address, port):
    if verb == "EPSV":
        return f"229 Entering Extended Passive Mode (|||{port}|)"
    place = address.replace(".", ",")
    return f"227 Entering Passive Mode ({place},{port >> 8},{port & 255})"


def tftp(port):
    """Each transfer goes on from a port of its own, as the protocol asks."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("0.0.0.0", port))
    while True:
        request, client = listener.recvfrom(1024)
        if request[:2] == b"\0\1":
            threading.Thread(target=transfer_to, args=(client,), daemon=True).start()


def transfer_to(client):
    transfer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    transfer.bind(("0.0.0.0", 0))
    transfer.connect(client)
    transfer.settimeout(2)
    for number, start in enumerate(range(0, len(FILE) + 1, 512), 1):
        transfer.send(struct.pack("!HH", 3, number) + FILE[start : start + 512])
        transfer.recv(512)


if __name__ == "__main__":
    {"ftp": ftp, "tftp": tftp}[sys.argv[1]](int(sys.argv[2]))
