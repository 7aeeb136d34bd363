package dev.netgen.model.format.inventory;

import dev.netgen.model.format.Fields;
import java.util.regex.Pattern;

/**
 * What platforms let things be called, as far as peers are named after them: names that a peer's id
 * cannot have could be taken for another's.
 */
final class ObjectName {
  /** Of all that Docker, Compose and Kubernetes allow for what is a peer or its namespace. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}");

  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");

  private ObjectName() {}

  /** This text of an object as a name; a ProblemException where it is none. */
  static String name(Fields of, String field, String text) {
    return of.convert(field, text, ObjectName::named);
  }

  /** Whether a text is a name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The same of a kind of the Kubernetes API. */
  static String kind(Fields of, String field, String text) {
    return of.convert(field, text, ObjectName::kind);
  }

  private static String named(String text) {
    return checked(NAME, text, "not a name that the platform allows");
  }

  private static String kind(String text) {
    return checked(KIND, text, "not a kind that the platform allows");
  }

  private static String checked(Pattern allowed, String text, String problem) {
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException(problem);
    }
    return text;
  }
}
