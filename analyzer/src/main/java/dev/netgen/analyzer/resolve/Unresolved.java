package dev.netgen.analyzer.resolve;

/** Why an address has no owner. */
public enum Unresolved {
  /** Somebody held it, at another time. */
  OTHER_TIME("no owner in inventory at that time"),
  /** Sources disagree, or the instant lies as near to one owner as to another. */
  SEVERAL("several owners at once"),
  /** Given to pods, and no pod is known to have had it. */
  POD_RANGE("in the pod range, no pod in inventory"),
  /** Given to Services, and none is known to have it. */
  SERVICE_RANGE("in the service range, no such Service"),
  /** A Service has it, and not this port. */
  SERVICE_PORT("a Service's address, at a port that it does not have"),
  /** A Service had it, at another time. */
  SERVICE_OTHER_TIME("a Service's address, leading nowhere at that time"),
  /** A Service has it, and no pod of its selector is known. */
  SERVICE_EMPTY("a Service's address, no pods behind it in inventory"),
  /** Of a Docker network, and no container is known to have had it. */
  DOCKER_RANGE("in a Docker network's range, no container in inventory"),
  /** Private, and nothing more is known. */
  PRIVATE("private, in no inventory");

  private final String text;
  private final String counted;

  Unresolved(String text) {
    this.text = text;
    counted = "flows with an unresolved end: " + text;
  }

  /** Under what name flows with such an end are counted. */
  String counted() {
    return counted;
  }

  /** The reason in words, as counts and explanations tell it. */
  public String text() {
    return text;
  }
}
