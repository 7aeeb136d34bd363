"""Carries what a TAP or TUN device takes to the other node inside something else: tunnels that not every kernel has.

    carry.py geneve|gre|ipip DEVICE REMOTE      by a socket of the node
    carry.py tags DEVICE TRUNK ID...            as tagged frames on a cable, the outermost tag first
"""
import contextlib
import fcntl
import os
import select
import socket
import struct
import sys

TUN, TAP, PLAIN = 1, 2, 0x1000
TUNSETIFF = 0x400454CA
SOL_PACKET, PACKET_AUXDATA, PACKET_OUTGOING = 263, 8, 4
GENEVE = 6081


def device(name, kind):
    """A device whose frames come complete: with checksums, and no larger than its MTU."""
    opened = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(opened, TUNSETIFF, struct.pack("16sH22x", name.encode(), kind | PLAIN))
    return opened


class Geneve:
    """RFC 8926: Ethernet inside UDP, network 7, one option of class 0x0102 (OVN) with four bytes."""

    kind = TAP
    header = struct.pack("!BBHIHBBI", 2, 0, 0x6558, 7 << 8, 0x0102, 0x80, 1, 0x00010002)

    def __init__(self, remote):
        self.hears = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.hears.bind(("0.0.0.0", GENEVE))
        self.says = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.says.connect((remote, GENEVE))

    def put(self, frame):
        self.says.send(self.header + frame)

    def take(self):
        heard = self.hears.recv(65536)
        return heard[8 + 4 * (heard[0] & 63) :]


class Gre:
    """RFC 2784 and 2890: IPv4 behind a header with a key."""

    kind, number = TUN, socket.IPPROTO_GRE
    header = struct.pack("!HHI", 0x2000, 0x0800, 77)

    def __init__(self, remote):
        self.hears = self.says = socket.socket(socket.AF_INET, socket.SOCK_RAW, self.number)
        self.says.connect((remote, 0))

    def put(self, packet):
        self.says.send(self.header + packet)

    def take(self):
        heard = self.hears.recv(65536)
        return heard[4 * (heard[0] & 15) + len(self.header) :]


class IpInIp(Gre):
    """RFC 2003: IPv4 in IPv4."""

    number, header = socket.IPPROTO_IPIP, b""


class Tags:
    """IEEE 802.1Q, or 802.1ad with two tags. The kernel takes the outer tag off and tells it beside the frame."""

    kind = TAP

    def __init__(self, trunk, *ids):
        outer = (0x88A8,) if len(ids) > 1 else ()
        kinds = outer + (0x8100,) * (len(ids) - len(outer))
        self.tags = b"".join(struct.pack("!HH", kind, int(tag)) for kind, tag in zip(kinds, ids))
        self.hears = self.says = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.hears.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
        self.says.bind((trunk, 3))

    def put(self, frame):
        self.says.send(frame[:12] + self.tags + frame[12:])

    def take(self):
        frame, beside, _, sender = self.hears.recvmsg(65536, 256)
        if sender[2] == PACKET_OUTGOING or not beside:
            return b""
        outer = struct.unpack("IIIHHHH", beside[0][2][:20])[5:]
        whole = struct.pack("!HH", outer[1], outer[0]) + frame[12:]
        return frame[:12] + whole[len(self.tags) :] if whole.startswith(self.tags) else b""


def main(kind, name, *rest):
    carrier = {"geneve": Geneve, "gre": Gre, "ipip": IpInIp, "tags": Tags}[kind](*rest)
    here = device(name, carrier.kind)
    while True:
        for ready in select.select([here, carrier.hears], [], [])[0]:
            if ready == here:
                carrier.put(os.read(here, 65536))
            else:
                frame = carrier.take()
                if frame:
                    # While the device is down a frame is lost, as on any cable.
                    with contextlib.suppress(OSError):
                        os.write(here, frame)


if __name__ == "__main__":
    main(*sys.argv[1:])
