package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a directory that are no captures: told, and the others are used. */
class UnusableFilesTest {
  @TempDir private Path work;

  @ParameterizedTest
  @ValueSource(strings = {"captures", "captures/packets"})
  void otherFilesAreUsed(String directory) throws IOException {
    byte[] whole = Inputs.capture(3);
    Path captures = Files.createDirectories(work.resolve(directory));
    Files.write(captures.resolve("a.pcap"), whole);
    Files.write(captures.resolve("b.pcap"), new byte[0]);
    Files.write(captures.resolve("c.pcap"), Arrays.copyOf(whole, 10));
    Files.write(captures.resolve("d.pcap.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
    Files.write(captures.resolve("e.pcap"), "no capture\n".getBytes(StandardCharsets.US_ASCII));
    for (String verb : List.of("analyze", "flows", "show")) {
      Invocation told = netgen(verb, work.resolve("captures"));
      assertThat(told.code()).as("%s: %s", verb, told).isZero();
      if (!verb.equals("show")) {
        assertThat(told.err())
            .contains("packets read: 3", "empty file", "b.pcap", "c.pcap", "d.pcap", "e.pcap");
      }
    }
  }
}
