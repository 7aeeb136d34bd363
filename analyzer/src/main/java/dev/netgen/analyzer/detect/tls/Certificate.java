package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an X.509 certificate says (RFC 5280 section 4.1), read without verifying anything.
 *
 * @param subject distinguished name, in the order of the certificate
 * @param issuer distinguished name
 * @param names subject alternative names, the first of them
 * @param notBefore beginning of its validity
 * @param notAfter end of it
 * @param selfIssued whether subject and issuer are one
 * @param key kind and size of its key
 * @param signature algorithm of its signature
 */
record Certificate(
    String subject,
    String issuer,
    ImmutableList<String> names,
    Instant notBefore,
    Instant notAfter,
    boolean selfIssued,
    String key,
    String signature) {
  private static final int MOST_BYTES = 1 << 14;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;

  /** Reads a certificate; null where it is none. */
  static @Nullable Certificate read(Bytes bytes) {
    Der whole = bytes.length() > MOST_BYTES ? null : Der.at(bytes, 0);
    Der signed = whole == null || whole.tag() != Der.SEQUENCE ? null : whole.child(0, Der.SEQUENCE);
    Der algorithm = whole == null ? null : whole.child(1, Der.SEQUENCE);
    if (signed == null || algorithm == null) {
      return null;
    }
    ImmutableList<Der> fields = signed.children();
    int from = !fields.isEmpty() && fields.get(0).tag() == VERSION ? 1 : 0;
    return fields.size() < from + 6 ? null : read(fields, from, algorithm);
  }

  private static @Nullable Certificate read(ImmutableList<Der> fields, int from, Der algorithm) {
    Der issuer = fields.get(from + 2);
    Der validity = fields.get(from + 3);
    Der subject = fields.get(from + 4);
    ImmutableList<Der> times = validity.children();
    Instant begin = times.size() == 2 ? time(times.get(0)) : null;
    Instant end = times.size() == 2 ? time(times.get(1)) : null;
    if (begin == null || end == null) {
      return null;
    }
    Der last = fields.get(fields.size() - 1);
    return new Certificate(
        X509Names.distinguished(subject),
        X509Names.distinguished(issuer),
        last.tag() == EXTENSIONS ? X509Names.alternative(last) : ImmutableList.of(),
        begin,
        end,
        issuer.content().text().equals(subject.content().text()),
        X509Names.key(fields.get(from + 5)),
        X509Names.signature(algorithm));
  }

  /** RFC 5280 section 4.1.2.5: two digits of the year up to 2049, four afterwards; Zulu. */
  private static @Nullable Instant time(Der value) {
    String text = value.content().length() > 32 ? "" : value.content().text();
    if (value.tag() == Der.UTC_TIME && text.length() >= 11) {
      text = (text.compareTo("50") < 0 ? "20" : "19") + text;
    } else if (value.tag() != Der.GENERALIZED_TIME) {
      return null;
    }
    boolean digits =
        text.length() >= 13 && text.substring(0, 12).chars().allMatch(Certificate::digit);
    return digits ? time(text) : null;
  }

  private static @Nullable Instant time(String text) {
    boolean seconds = text.length() >= 14 && digit(text.charAt(12)) && digit(text.charAt(13));
    try {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 4, 6),
              number(text, 6, 8),
              number(text, 8, 10),
              number(text, 10, 12),
              seconds ? number(text, 12, 14) : 0)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Adds what it says to the facts, judged at this time in nanoseconds since 1970, 0 for none. */
  void addTo(Map<String, String> facts, long nanos) {
    facts.put("tls.certificate.subject", subject);
    facts.put("tls.certificate.issuer", issuer);
    facts.put("tls.certificate.names", String.join(",", names));
    facts.put("tls.certificate.not_before", notBefore.toString());
    facts.put("tls.certificate.not_after", notAfter.toString());
    facts.put("tls.certificate.valid", validAt(nanos));
    facts.put("tls.certificate.self_signed", selfIssued ? "yes" : "no");
    facts.put("tls.certificate.key", key);
    facts.put("tls.certificate.signature", signature);
  }

  private String validAt(long nanos) {
    if (nanos == 0) {
      return "unknown";
    }
    Instant then = Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L));
    if (then.isBefore(notBefore)) {
      return "not yet";
    }
    return then.isAfter(notAfter) ? "expired" : "yes";
  }
}
