package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;
import dev.netgen.analyzer.decode.LinkTypes;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Tells capture formats apart by their first bytes, and says what is wrong with all others. */
final class CaptureOpener {
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int MAGIC = 4;
  private static final int SNIFF = 512;

  private CaptureOpener() {}

  /** Whether a file with these first bytes is, or compresses, a capture of a kind read here. */
  static boolean looksLikeCapture(byte[] head, int length) {
    return length >= MAGIC && (isCapture(Bytes.i32(head, 0)) || Bytes.u16(head, 0) == GZIP_MAGIC);
  }

  private static boolean isCapture(int magic) {
    return PcapReader.isMagic(magic) || magic == PcapngReader.SECTION_HEADER;
  }

  /**
   * A reader for the stream, which it closes.
   *
   * @param where the file's name for messages
   * @param bufferSize bytes of the read buffer
   * @return null when the stream is empty or ends inside its file header
   * @throws ProblemException when it is no capture that can be read
   */
  static @Nullable CaptureReader open(InputStream stream, String where, int bufferSize)
      throws IOException {
    ByteWindow in = new ByteWindow(stream, bufferSize);
    in.require(2);
    if (in.ready() >= 2 && Bytes.u16(in.buffer(), in.position()) == GZIP_MAGIC) {
      InputStream rest = new WindowStream(in);
      in = new ByteWindow(new GZIPInputStream(rest, bufferSize), bufferSize);
    }
    return open(in, where);
  }

  private static @Nullable CaptureReader open(ByteWindow in, String where) throws IOException {
    in.require(SNIFF);
    if (in.ready() < MAGIC) {
      refuseIfText(in, where);
      return null;
    }
    int magic = Bytes.i32(in.buffer(), in.position());
    if (PcapReader.isMagic(magic)) {
      return in.ready() < PcapReader.FILE_HEADER ? null : new PcapReader(in);
    }
    if (magic == PcapngReader.SECTION_HEADER) {
      return in.ready() < PcapngReader.MIN_SECTION_HEADER ? null : new PcapngReader(in);
    }
    throw refuse(in, magic, where);
  }

  private static void refuseIfText(ByteWindow in, String where) {
    if (in.ready() > 0 && isText(in)) {
      throw text(where);
    }
  }

  private static ProblemException refuse(ByteWindow in, int magic, String where) {
    String format = otherFormat(magic);
    if (!format.isEmpty()) {
      return ProblemException.input(
          "unsupported capture format",
          where + " is " + format,
          "give pcap or pcapng, plain or gzip-compressed");
    }
    if (isText(in)) {
      return text(where);
    }
    return ProblemException.input(
        "not a capture",
        where + " begins with " + String.format(Locale.ROOT, "0x%08x", magic),
        "give a pcap or pcapng file, a directory of them, or a recording");
  }

  private static ProblemException text(String where) {
    return ProblemException.input(
        "not a capture",
        where + " is text",
        "give a pcap or pcapng file, a directory of them, or a recording");
  }

  private static boolean isText(ByteWindow in) {
    int length = Math.min(in.ready(), SNIFF);
    for (int i = 0; i < length; i++) {
      int value = in.buffer()[in.position() + i];
      if (value >= 0 && value < ' ' && value != '\n' && value != '\r' && value != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String otherFormat(int magic) {
    return switch (magic) {
      case 0x28B52FFD -> "compressed with zstd: decompress it first";
      case 0xFD377A58 -> "compressed with xz: decompress it first";
      case 0xA1B2CD34, 0x34CDB2A1 -> "a modified pcap (Kuznetzov)";
      case 0x736E6F6F -> "a snoop capture";
      case 0x474D4255, 0x52545353 -> "a Network Monitor capture";
      case 0x58435000 -> "a NetXRay capture";
      default ->
          switch (magic >>> 16) {
            case 0x425A -> "compressed with bzip2: decompress it first";
            case 0x504B -> "a zip archive: unpack it first";
            default -> "";
          };
    };
  }

  /** The problem of a file whose only link type is not decoded. */
  static ProblemException unknownLinkType(int linkType, String where) {
    return ProblemException.input(
        "unknown link type " + linkType + LinkTypes.inParentheses(linkType),
        where,
        "known are " + LinkTypes.knownNames());
  }
}
