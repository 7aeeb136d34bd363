package dev.netgen.model.problem;

/**
 * A condition the user can do something about: told in one line, with the exit code of its kind.
 *
 * <p>The line reads {@code what: where; advice}. Anything else that is thrown is a defect of netgen
 * (exit code 70).
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What sort of condition it is; decides the exit code. */
  public enum Kind {
    /** The command line asks for something impossible. */
    USAGE(2),
    /** A file or stream given as input cannot be used. */
    INPUT(3),
    /** The machine lacks a permission, an engine, a writable place. */
    ENVIRONMENT(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The documented exit code of the process. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final String what;

  private ProblemException(Kind kind, String what, String where, String advice, Throwable cause) {
    super(what + ": " + where + "; " + advice, cause);
    this.kind = kind;
    this.what = what;
  }

  private ProblemException(Kind kind, String what, String where, String advice) {
    super(what + ": " + where + "; " + advice);
    this.kind = kind;
    this.what = what;
  }

  /** A usage problem: {@code where} names the option or argument. */
  public static ProblemException usage(String what, String where, String advice) {
    return new ProblemException(Kind.USAGE, what, where, advice);
  }

  /** An input problem: {@code where} names the file, with offset or line where known. */
  public static ProblemException input(String what, String where, String advice) {
    return new ProblemException(Kind.INPUT, what, where, advice);
  }

  /** An input problem with the exception that showed it (printed only with {@code --debug}). */
  public static ProblemException input(String what, String where, String advice, Throwable cause) {
    return new ProblemException(Kind.INPUT, what, where, advice, cause);
  }

  /** A problem of the machine: {@code where} names the device, path or service. */
  public static ProblemException environment(String what, String where, String advice) {
    return new ProblemException(Kind.ENVIRONMENT, what, where, advice);
  }

  /** A problem of the machine with its cause. */
  public static ProblemException environment(
      String what, String where, String advice, Throwable cause) {
    return new ProblemException(Kind.ENVIRONMENT, what, where, advice, cause);
  }

  /** The kind, and with it the exit code. */
  public Kind kind() {
    return kind;
  }

  /** What is wrong, without the place. */
  public String what() {
    return what;
  }
}
