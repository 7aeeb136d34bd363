package dev.netgen.model.enforcer;

/** Which address a rule for outgoing traffic sees where a client calls a Service. */
public enum ServiceView {
  /** The pod's address and port: the rule is looked up behind the translation. */
  POD_ADDRESS,
  /** The Service's address and port: the rule is looked up in front of the translation. */
  SERVICE_ADDRESS
}
