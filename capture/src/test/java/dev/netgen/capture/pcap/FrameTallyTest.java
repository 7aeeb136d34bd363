package dev.netgen.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameTallyTest {
  @TempDir Path dir;

  private static byte[] file(int... lengths) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    header.putInt(0, 0xA1B2C3D4).putInt(20, 276);
    out.writeBytes(header.array());
    for (int length : lengths) {
      ByteBuffer record = ByteBuffer.allocate(16 + length).order(ByteOrder.nativeOrder());
      record.putInt(8, length).putInt(12, length > 1000 ? length + 1 : length);
      out.writeBytes(record.array());
    }
    return out.toByteArray();
  }

  @Test
  void countsWhileTheFileGrowsByteByByte() throws Exception {
    byte[] whole = file(60, 0, 1500, 14);
    Path path = dir.resolve("a.pcap");
    FrameTally tally = new FrameTally(path);
    for (int end = 24; end <= whole.length; end++) {
      Files.write(path, Arrays.copyOf(whole, end));
      tally.advance();
      assertThat(tally.size()).isEqualTo(end);
    }
    assertThat(tally.frames()).isEqualTo(4);
    assertThat(tally.truncated()).isEqualTo(1);
    assertThat(tally.linkType()).isEqualTo(276);
  }

  @Test
  void framesLargerThanTheBufferAndAPartialLastOne() throws Exception {
    Path path = dir.resolve("b.pcap");
    byte[] whole = file(262_144, 500_000, 10, 262_128, 99);
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    FrameTally tally = new FrameTally(path);
    tally.advance();
    assertThat(tally.frames()).isEqualTo(4);
    assertThat(tally.truncated()).isEqualTo(3);
  }

  @Test
  void filesAreNumbered() {
    assertThat(PacketFile.numbered(dir, "br-1", 7).name()).isEqualTo("br-1-0007.pcap");
    assertThat(PacketFile.numbered(dir, "br-1", 12_345).name()).isEqualTo("br-1-12345.pcap");
  }
}
