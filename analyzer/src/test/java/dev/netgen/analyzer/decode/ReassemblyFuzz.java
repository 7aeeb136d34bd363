package dev.netgen.analyzer.decode;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.Script;
import java.nio.ByteBuffer;

/**
 * Fragments in any order, overlapping, contradictory, far too many: every packet comes out once,
 * with its datagram or under a reason; a whole datagram holds what its pieces held.
 *
 * <pre>
 * | version, observer 8 | id 8 | offset 16 (bit 15: more follow) | length 16 | time, repeats 8 | ...
 * </pre>
 */
public final class ReassemblyFuzz implements FuzzTarget {
  private static final int STEP = 7;
  private static final int PROTOCOL = 253; // for experiments (RFC 3692): no header of its own
  private static final Effort EFFORT = new Effort(3L * Reassembly.MOST_BYTES, 1 << 16);

  @Override
  public String label() {
    return "reassembly";
  }

  @Override
  public void run(byte[] input) {
    EFFORT.within(input.length, () -> new Run().play(new Script(input)));
  }

  /** One script. */
  private static final class Run {
    private final PacketDecoder decoder = new PacketDecoder();
    private final DecodedPacket packet = new DecodedPacket();
    private long nanos = 1;
    private int sent;
    private int out;
    private boolean contradicted;

    void play(Script script) {
      while (script.more()) {
        int kind = script.u8();
        int id = script.u8();
        int place = script.u16();
        int length = script.u16() & 0x0FFF;
        int pace = script.u8();
        nanos += (pace & 7) * 5_000_000_000L;
        for (int i = 0; i <= pace >> 4; i++) {
          piece(kind, id + i * 257, place, length);
        }
      }
      while (decoder.holds()) {
        take(decoder.expire(packet));
      }
      check(out == sent, out + " of " + sent + " packets came out");
    }

    private void piece(int kind, int id, int place, int length) {
      boolean v6 = (kind & 1) != 0;
      int offset = place & 0x1FFF;
      boolean more = (place & 0x8000) != 0;
      byte[] bytes = v6 ? v6(id, offset, more, length) : v4(id, offset, more, length);
      for (int i = 0; i < length; i++) {
        boolean odd = (kind & 4) != 0; // contradicts others
        bytes[bytes.length - length + i] = (byte) (odd ? 0x55 : content(id, offset * 8 + i));
      }
      sent++;
      int most = Reassembly.MOST + 1;
      while (decoder.due(nanos)) {
        take(decoder.expire(packet));
        check(most-- > 0, "more datagrams held than the bound");
      }
      packet.capturedAt((kind >> 1) & 1, 0, sent, nanos);
      Reason reason = decoder.decode(101, bytes, 0, bytes.length, bytes.length, packet);
      contradicted |= (kind & 4) != 0;
      if (reason == Reason.NONE && !contradicted && packet.protocol == PROTOCOL) {
        whole(id);
      }
      take(reason);
    }

    private void whole(int id) {
      for (int i = 0; i < packet.payloadCaptured; i++) {
        byte there = packet.buffer[packet.payload + i];
        check(there == (byte) content(id, i), "byte " + i + " of a datagram is not what was sent");
      }
    }

    private void take(Reason reason) {
      if (reason != Reason.HELD) {
        out += packet.packets;
      }
    }

    private static int content(int id, int position) {
      return id * 31 + position * 7 + (position >> 8);
    }

    private static byte[] v4(int id, int offset, boolean more, int length) {
      ByteBuffer packet = ByteBuffer.allocate(20 + length);
      packet.putShort((short) 0x4500).putShort((short) (20 + length)).putShort((short) id);
      packet
          .putShort((short) (offset | (more ? 0x2000 : 0)))
          .putShort((short) (64 << 8 | PROTOCOL));
      packet.putShort((short) 0).putInt(0x0A000001).putInt(0x0A000002);
      return packet.array();
    }

    private static byte[] v6(int id, int offset, boolean more, int length) {
      ByteBuffer packet = ByteBuffer.allocate(48 + length);
      packet.putInt(0x6000_0000).putShort((short) (8 + length)).put((byte) 44).put((byte) 64);
      packet.putLong(1).putLong(2).putLong(1).putLong(3);
      packet.put((byte) PROTOCOL).put((byte) 0).putShort((short) (offset << 3 | (more ? 1 : 0)));
      return packet.putInt(id).array();
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    return ImmutableList.of(
        script(step(0, 1, 0, true, 800, 0), step(0, 1, 100, false, 500, 0)),
        script(step(1, 1, 100, false, 500, 0), step(1, 1, 0, true, 800, 0)),
        script(step(0, 1, 0, true, 16, 0), step(4, 1, 1, true, 16, 0), step(0, 1, 2, false, 9, 7)),
        script(step(1, 1, 0, true, 16, 0), step(5, 1, 1, true, 16, 0), step(1, 1, 2, false, 9, 7)),
        script(step(0, 1, 0, true, 16, 0xF0), step(2, 9, 0x1FFF, true, 8, 7)));
  }

  private static byte[] script(byte[]... steps) {
    ByteBuffer all = ByteBuffer.allocate(steps.length * STEP);
    for (byte[] step : steps) {
      all.put(step);
    }
    return all.array();
  }

  private static byte[] step(int kind, int id, int offset, boolean more, int length, int pace) {
    ByteBuffer step = ByteBuffer.allocate(STEP).put((byte) kind).put((byte) id);
    step.putShort((short) (offset | (more ? 0x8000 : 0))).putShort((short) length);
    return step.put((byte) pace).array();
  }
}
