package dev.netgen.model.format.inventory;

import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.InventoryBuilder;

/**
 * One way to write an inventory down. An instance collects what one reading finds; sources come in
 * the order of their times, and of each first {@link #begin}, then its objects, then {@link #end}.
 *
 * <p>To add a format: one class, one test, one line in {@link InventoryFormats}.
 */
interface InventoryFormat {
  /** What it is called in messages, such as {@code docker inspect}. */
  String label();

  /**
   * What the snapshots of a recording are called that hold this format; empty where there are none.
   */
  default String snapshots() {
    return "";
  }

  /** The fields of an object that are read; all others are skipped unread. */
  Shape shape();

  /**
   * Whether an object is of this format, by its fields; the first format that says so gets it. It
   * has the fields of every format's shape. A line of a hosts file comes as {@code address} and
   * {@code names}.
   */
  boolean recognises(Fields object);

  /** A source begins, of whatever format. */
  default void begin(Source source) {}

  /**
   * Takes one object and keeps only compact values of it. A ProblemException means that this object
   * cannot be used; it is counted, and the rest is read.
   */
  void add(Fields object, Source source);

  /**
   * A source has been read.
   *
   * @param complete whether it held a list of this format, so that what is not in it was gone, or
   *     nothing where its name says that it is of this format
   */
  default void end(Source source, boolean complete) {}

  /** Adds all that was read. */
  void addTo(InventoryBuilder inventory);
}
