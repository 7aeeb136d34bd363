package dev.netgen.analyzer.accuracy;

/** What became of one question about one label. */
enum Outcome {
  RIGHT,
  WRONG,
  /** Netgen says that it cannot tell. */
  UNDECIDED,
  /** There is no row of these ends, though packets of them are there. */
  MISSING,
  /** There was no payload to tell anything of. */
  NOTHING
}
