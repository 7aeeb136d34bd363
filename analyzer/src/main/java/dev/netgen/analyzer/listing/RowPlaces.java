package dev.netgen.analyzer.listing;

/** Names of files and capture points by their index in the run. */
public interface RowPlaces {
  /** The file, named as the input was given. */
  String capture(int file);

  /** Where the addresses of a capture point are meant. */
  String scope(int observer);
}
