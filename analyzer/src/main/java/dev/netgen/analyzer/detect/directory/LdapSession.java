package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Sasl;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is told of a conversation known to be LDAP: StartTLS, binds (RFC 4513) and what follows. */
final class LdapSession {
  private static final String NAME = "ldap";
  private static final String START_TLS = "1.3.6.1.4.1.1466.20037";
  private static final String MODIFY_PASSWORD = "1.3.6.1.4.1.4203.1.11.1";
  private static final int SIMPLE = 0x80;
  private static final int SASL = 0xA3;

  private LdapSession() {}

  static Outcome judge(Exchange exchange, LdapMessages client, LdapMessages server) {
    Bytes bytes = exchange.client().bytes();
    Map<String, String> facts = new TreeMap<>();
    boolean credentials = false;
    for (LdapMessages.Message message : client.messages()) {
      if (message.tag() == LdapMessages.BIND) {
        credentials |= bind(bytes, message.operation(), facts);
      }
      credentials |= extended(bytes, message, MODIFY_PASSWORD);
    }
    Finding finding = transport(exchange, client, server);
    facts.putAll(finding.facts());
    return finding.withFacts(facts).withCredentialsIf(credentials).match();
  }

  private static Finding transport(Exchange exchange, LdapMessages client, LdapMessages server) {
    for (LdapMessages.Message message : client.messages()) {
      if (extended(exchange.client().bytes(), message, START_TLS)) {
        return startTls(exchange, message, server);
      }
    }
    LdapProtection protection = LdapProtection.behind(exchange, client, server);
    return switch (protection) {
      case NONE -> Finding.plaintext(NAME, "LDAP messages in clear");
      case READABLE -> Finding.plaintext(NAME, "LDAP behind a SASL layer that leaves it readable");
      case SEALED ->
          Finding.of(NAME, Encryption.OPAQUE, "SASL layer behind the bind, not looked into");
      case UNKNOWN -> Finding.of(NAME, Encryption.OPAQUE, "no LDAP messages behind the bind");
    };
  }

  private static Finding startTls(
      Exchange exchange, LdapMessages.Message request, LdapMessages server) {
    LdapMessages.Message answer = server.answer(LdapMessages.EXTENDED_RESPONSE, request.id());
    if (answer == null) {
      return exchange.server().isEmpty() || server.clean()
          ? Finding.of(NAME, Encryption.OPAQUE, "StartTLS without an answer")
          : Finding.of(NAME, Encryption.OPAQUE, "StartTLS, its answer not kept");
    }
    Bytes said = exchange.server().bytes();
    Ber code = Ber.inside(said, answer.operation());
    if (code == null || code.number(said) != 0) {
      return Finding.plaintext(NAME, "StartTLS refused, LDAP messages in clear");
    }
    return Upgrade.toTls(
        NAME,
        "StartTLS agreed",
        new Exchange(
            exchange.client().from(within(exchange.client().bytes(), request.end())),
            exchange.server().from(within(said, answer.end()))));
  }

  private static int within(Bytes bytes, long offset) {
    return (int) Math.min(offset, bytes.length());
  }

  private static boolean extended(Bytes bytes, LdapMessages.Message message, String object) {
    if (message.tag() != LdapMessages.EXTENDED) {
      return false;
    }
    Ber name = Ber.inside(bytes, message.operation());
    return name != null && name.text(bytes).equals(object);
  }

  /** Notes how it binds; whether a password crosses. */
  private static boolean bind(Bytes bytes, Ber operation, Map<String, String> facts) {
    Ber version = Ber.inside(bytes, operation);
    Ber name = version == null ? null : Ber.at(bytes, version.end());
    Ber choice = name == null ? null : Ber.at(bytes, name.end());
    if (version == null || choice == null || choice.end() > operation.end()) {
      return false;
    }
    facts.put("ldap.version", Long.toString(version.number(bytes)));
    if (choice.tag() == SIMPLE) {
      facts.put("ldap.bind", choice.length() == 0 ? "anonymous" : "simple");
      return choice.length() > 0;
    }
    return choice.tag() == SASL && sasl(bytes, choice, facts);
  }

  private static boolean sasl(Bytes bytes, Ber choice, Map<String, String> facts) {
    Ber mechanism = Ber.inside(bytes, choice);
    if (mechanism == null || mechanism.tag() != Ber.OCTETS || mechanism.length() > 20) {
      return false;
    }
    String name = mechanism.text(bytes);
    facts.put("ldap.bind", "sasl " + name);
    @Nullable Ber secret = mechanism.end() < choice.end() ? Ber.at(bytes, mechanism.end()) : null;
    return Sasl.inClear(name) && secret != null && secret.length() > 0;
  }
}
