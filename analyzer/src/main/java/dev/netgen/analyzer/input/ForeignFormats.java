package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;
import dev.netgen.model.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names files that are no capture of a kind read here by their first bytes, with what to do. */
final class ForeignFormats {
  /** Bytes looked at. */
  static final int LOOK = 512;

  private static final String CAPTURES =
      "give a pcap or pcapng file, a directory of them, or a recording";
  private static final String DECOMPRESS =
      "decompress it first: pcap and pcapng are read plain, and compressed with gzip or zstd";
  private static final String UNPACK = "unpack it first and give the capture that is inside";
  private static final String CONVERT = "convert it first: editcap -F pcapng IN OUT";
  private static final String RECORD = "record packets to a file: tcpdump -w FILE";

  /** What tcpdump prints before packets and for them, with the clocks it knows. */
  private static final Pattern TCPDUMP =
      Pattern.compile(
          "(tcpdump: |reading from file |listening on |dropped privs ).*"
              + "|([0-9-]+ )?[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]+ .*"
              + "|[0-9]{9,}\\.[0-9]{6,9} .*",
          Pattern.DOTALL);

  private static final int TAR_MAGIC_AT = 257;
  private static final int ERF_HEADER = 16;
  private static final int ERF_LAST_TYPE = 27;
  private static final long YEAR_2000 = 946_684_800L;
  private static final long YEAR_2100 = 4_102_444_800L;

  private ForeignFormats() {}

  /** What a file is, and what to do about it. */
  private record Format(String name, String advice) {}

  /** Throws when what is ready, less than a magic, is text. */
  static void refuseText(ByteWindow in, String where) {
    if (in.ready() > 0 && isText(in)) {
      throw text(in, where);
    }
  }

  /** The problem of a file that begins with what is ready: at least four bytes. */
  static ProblemException refuse(ByteWindow in, String where) {
    int magic = Bytes.i32(in.buffer(), in.position());
    Optional<Format> known = byMagic(magic);
    if (known.isEmpty() && isText(in)) {
      return text(in, where);
    }
    Optional<Format> format = known.or(() -> byShape(in));
    return format
        .map(f -> ProblemException.input("unsupported format", where + " is " + f.name, f.advice))
        .orElseGet(
            () ->
                ProblemException.input(
                    "not a capture",
                    where + " begins with " + String.format(Locale.ROOT, "0x%08x", magic),
                    CAPTURES));
  }

  private static ProblemException text(ByteWindow in, String where) {
    int length = Math.min(in.ready(), LOOK);
    String begin =
        new String(in.buffer(), in.position(), length, StandardCharsets.ISO_8859_1).stripLeading();
    return TCPDUMP.matcher(begin).matches()
        ? ProblemException.input("not a capture", where + " is text printed by tcpdump", RECORD)
        : ProblemException.input("not a capture", where + " is text", CAPTURES);
  }

  private static boolean isText(ByteWindow in) {
    int length = Math.min(in.ready(), LOOK);
    for (int i = 0; i < length; i++) {
      int value = in.buffer()[in.position() + i];
      if (value >= 0 && value < ' ' && value != '\n' && value != '\r' && value != '\t') {
        return false;
      }
    }
    return true;
  }

  private static Optional<Format> byMagic(int magic) {
    return switch (magic) {
      case ZstdStream.MAGIC -> format("compressed twice", DECOMPRESS);
      case 0xFD377A58 -> format("compressed with xz", DECOMPRESS);
      case 0x04224D18 -> format("compressed with lz4", DECOMPRESS);
      case 0x377ABCAF -> format("a 7-Zip archive", UNPACK);
      case 0xA1B2CD34, 0x34CDB2A1 -> format("a modified pcap (Kuznetzov)", CONVERT);
      case 0x736E6F6F -> format("a snoop capture", CONVERT);
      case 0x474D4255, 0x52545353 -> format("a Network Monitor capture", CONVERT);
      case 0x58435000 -> format("a NetXRay or Sniffer for Windows capture", CONVERT);
      case 0x54525349 -> format("a Sniffer capture", CONVERT);
      case 0x69707472 -> format("an AIX iptrace capture", CONVERT);
      default ->
          switch (magic >>> 16) {
            case 0x425A -> format("compressed with bzip2", DECOMPRESS);
            case 0x504B -> format("a zip archive", UNPACK);
            case GzipStream.MAGIC -> format("compressed twice", DECOMPRESS);
            case 0x0CA5, 0xA50C -> format("flow records (nfcapd), not packets", CAPTURES);
            default -> Optional.empty();
          };
    };
  }

  private static Optional<Format> format(String name, String advice) {
    return Optional.of(new Format(name, advice));
  }

  private static Optional<Format> byShape(ByteWindow in) {
    if (in.ready() >= TAR_MAGIC_AT + 5) {
      int at = in.position() + TAR_MAGIC_AT;
      if (new String(in.buffer(), at, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
        return format("a tar archive", UNPACK);
      }
    }
    return isErf(in) ? format("an ERF capture", CONVERT) : Optional.empty();
  }

  /**
   * The Extensible Record Format of DAG cards has no magic: time (8 bytes, little-endian, 2^-32 s),
   * type, flags, record length, loss counter, wire length. Two records in a row are looked for, one
   * where the second lies beyond what is ready.
   */
  private static boolean isErf(ByteWindow in) {
    int at = 0;
    for (int i = 0; i < 2 && at + ERF_HEADER <= in.ready(); i++) {
      int header = in.position() + at;
      long seconds = Integer.reverseBytes(Bytes.i32(in.buffer(), header + 4)) & 0xFFFF_FFFFL;
      int type = Bytes.u8(in.buffer(), header + 8) & 0x7F;
      int length = Bytes.u16(in.buffer(), header + 10);
      if (seconds < YEAR_2000
          || seconds > YEAR_2100
          || type == 0
          || type > ERF_LAST_TYPE
          || length < ERF_HEADER) {
        return false;
      }
      at += length;
    }
    return at > 0;
  }
}
