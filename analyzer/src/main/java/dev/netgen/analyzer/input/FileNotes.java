package dev.netgen.analyzer.input;

/** What is to be said about a file that has been read. */
final class FileNotes {
  private FileNotes() {}

  static void write(Ledger ledger, String where, CaptureReader reader) {
    breaks(ledger, where, reader);
    CaptureReader.Stop stop = reader.stop();
    if (stop.offset() >= 0) {
      ledger.note(stop.kind(), where, stop.offset(), 0, stop.text());
    }
    if (reader instanceof PcapngReader pcapng) {
      ledger.hints(pcapng.hints());
      pcapng
          .passedOver()
          .forEach(
              (name, count) ->
                  ledger.note(
                      InputNote.Kind.IGNORED, where, -1, count, count + " " + name + " not used"));
      for (CaptureInterfaces.Entry entry : reader.interfaces().all()) {
        drops(ledger, where, entry.name, "the interface", entry.droppedByInterface());
        drops(ledger, where, entry.name, "the system", entry.droppedByKernel());
        drops(ledger, where, entry.name, "the writer, between packets", entry.droppedBetween);
      }
    }
  }

  private static void breaks(Ledger ledger, String where, CaptureReader reader) {
    for (CaptureReader.Break b : reader.breaks()) {
      String text = b.text() + "; " + b.skipped() + " bytes passed over";
      ledger.note(InputNote.Kind.DAMAGED, where, b.offset(), b.skipped(), text);
    }
    if (reader.moreBreaks() > 0) {
      String text = reader.moreBreaks() + " more breaks; bytes passed over at them";
      ledger.note(InputNote.Kind.DAMAGED, where, -1, reader.moreSkipped(), text);
    }
  }

  private static void drops(Ledger ledger, String where, String name, String by, long count) {
    if (count != 0) {
      String text = Long.toUnsignedString(count) + " packets of " + name + " dropped by " + by;
      ledger.note(InputNote.Kind.DROPS, where, -1, count, text);
    }
  }
}
