package dev.netgen.analyzer.flow;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Writes a flood as a capture file (pcap, Ethernet): so many clients, each one TCP connection to
 * one server, every packet of a round before the next round. One round is SYNs alone; three are
 * whole handshakes, all of them open at once. The same numbers give the same bytes. Runs alone:
 * {@code java FloodFile.java FLOWS ROUNDS}.
 */
final class FloodFile {
  private static final int START = 1_800_000_000;
  private static final int SERVER = 0xC0A8_0001;
  private static final int SERVER_PORT = 80;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final int HEADERS = 14 + 20 + 20;

  private final DataOutputStream out;
  private long packets;

  FloodFile(DataOutputStream out) {
    this.out = out;
  }

  /** Writes to standard output. */
  public static void main(String[] sizes) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 20));
    new FloodFile(out).write(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    out.flush();
  }

  void write(int flows, int rounds) throws IOException {
    out.writeInt(0xA1B2_C3D4);
    out.writeShort(2);
    out.writeShort(4);
    out.writeLong(0);
    out.writeInt(65_535);
    out.writeInt(1);
    for (int round = 0; round < rounds; round++) {
      for (int flow = 0; flow < flows; flow++) {
        packet(flow, round % 3);
      }
    }
  }

  /** 0: the SYN, 1: its answer, 2: the client's acknowledgement. */
  private void packet(int flow, int step) throws IOException {
    long micros = packets++ * 10;
    out.writeInt((int) (START + micros / 1_000_000));
    out.writeInt((int) (micros % 1_000_000));
    out.writeInt(HEADERS);
    out.writeInt(HEADERS);
    out.writeLong(0x0200_0000_0001_0200L);
    out.writeInt(0x0000_0002);
    out.writeShort(0x0800);
    int client = 0x0A00_0000 + (flow >>> 6);
    int port = 1024 + (flow & 63);
    boolean answer = step == 1;
    ipv4(answer ? SERVER : client, answer ? client : SERVER);
    out.writeShort(answer ? SERVER_PORT : port);
    out.writeShort(answer ? port : SERVER_PORT);
    int begins = flow * 0x9E37_79B9; // a sequence number of its own for each
    out.writeInt(step == 1 ? ~begins : begins + step / 2);
    out.writeInt(step == 0 ? 0 : step == 1 ? begins + 1 : ~begins + 1);
    out.writeByte(5 << 4);
    out.writeByte(step == 0 ? SYN : answer ? SYN | ACK : ACK);
    out.writeShort(64_240);
    out.writeInt(0);
  }

  /** Checksums are left out: no reader of captures may rely on them. */
  private void ipv4(int source, int destination) throws IOException {
    out.writeShort(0x4500);
    out.writeShort(40);
    out.writeInt(0x0000_4000);
    out.writeShort(64 << 8 | 6);
    out.writeShort(0);
    out.writeInt(source);
    out.writeInt(destination);
  }
}
