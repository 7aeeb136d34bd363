package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Names inside a certificate: of holders, of keys, of algorithms (RFC 5280, RFC 5480, RFC 8410).
 */
final class X509Names {
  private static final int MOST_NAMES = 8;
  private static final int EMAIL = 0x81;
  private static final int DNS = 0x82;
  private static final int ADDRESS = 0x87;
  private static final String SUBJECT_ALTERNATIVE = "2.5.29.17";

  private X509Names() {}

  /** {@code O=Example, CN=shop.example}. */
  static String distinguished(Der name) {
    StringJoiner text = new StringJoiner(", ");
    for (Der set : name.children()) {
      for (Der attribute : set.children()) {
        ImmutableList<Der> parts = attribute.children();
        if (parts.size() == 2) {
          text.add(attribute(parts.get(0).oid()) + "=" + parts.get(1).content().text());
        }
      }
    }
    return text.toString();
  }

  private static String attribute(String oid) {
    return switch (oid) {
      case "2.5.4.3" -> "CN";
      case "2.5.4.5" -> "serialNumber";
      case "2.5.4.6" -> "C";
      case "2.5.4.7" -> "L";
      case "2.5.4.8" -> "ST";
      case "2.5.4.10" -> "O";
      case "2.5.4.11" -> "OU";
      case "0.9.2342.19200300.100.1.25" -> "DC";
      case "1.2.840.113549.1.9.1" -> "emailAddress";
      default -> oid;
    };
  }

  /** The first names of the extension subjectAltName among these. */
  static ImmutableList<String> alternative(Der extensions) {
    Der list = extensions.child(0, Der.SEQUENCE);
    List<String> names = new ArrayList<>();
    for (Der extension : list == null ? ImmutableList.<Der>of() : list.children()) {
      ImmutableList<Der> parts = extension.children();
      if (parts.size() >= 2 && parts.get(0).oid().equals(SUBJECT_ALTERNATIVE)) {
        Der value = Der.at(parts.get(parts.size() - 1).content(), 0);
        for (Der name : value == null ? ImmutableList.<Der>of() : value.children()) {
          add(names, name);
        }
      }
    }
    return ImmutableList.copyOf(names);
  }

  private static void add(List<String> names, Der name) {
    if (names.size() == MOST_NAMES) {
      return;
    }
    if (name.tag() == DNS || name.tag() == EMAIL) {
      names.add(name.content().text());
    } else if (name.tag() == ADDRESS && name.content().length() == 4) {
      Bytes a = name.content();
      names.add(a.u8(0) + "." + a.u8(1) + "." + a.u8(2) + "." + a.u8(3));
    }
  }

  /** Kind and size of a subjectPublicKeyInfo's key: {@code RSA 2048}, {@code EC secp256r1}. */
  static String key(Der info) {
    Der algorithm = info.child(0, Der.SEQUENCE);
    Der bits = info.child(1, Der.BIT_STRING);
    if (algorithm == null || bits == null || algorithm.children().isEmpty()) {
      return "";
    }
    String oid = algorithm.children().get(0).oid();
    return switch (oid) {
      case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10" ->
          "RSA " + modulus(Der.at(bits.content(), 1));
      case "1.2.840.10045.2.1" -> "EC " + curve(algorithm.child(1, Der.OID));
      case "1.2.840.10040.4.1" -> "DSA " + modulus(algorithm.child(1, Der.SEQUENCE));
      default -> signature(algorithm);
    };
  }

  /** The first integer's size in bits. */
  private static int modulus(@Nullable Der sequence) {
    Der first = sequence == null ? null : sequence.child(0, Der.INTEGER);
    return first == null ? 0 : first.bits();
  }

  private static String curve(@Nullable Der named) {
    String oid = named == null ? "" : named.oid();
    return switch (oid) {
      case "1.2.840.10045.3.1.1" -> "secp192r1";
      case "1.3.132.0.33" -> "secp224r1";
      case "1.2.840.10045.3.1.7" -> "secp256r1";
      case "1.3.132.0.34" -> "secp384r1";
      case "1.3.132.0.35" -> "secp521r1";
      case "1.3.132.0.10" -> "secp256k1";
      case "1.3.36.3.3.2.8.1.1.7" -> "brainpoolP256r1";
      case "1.3.36.3.3.2.8.1.1.11" -> "brainpoolP384r1";
      case "1.3.36.3.3.2.8.1.1.13" -> "brainpoolP512r1";
      default -> oid;
    };
  }

  /** The name of an algorithm identifier. */
  static String signature(Der algorithm) {
    String oid = algorithm.children().isEmpty() ? "" : algorithm.children().get(0).oid();
    return switch (oid) {
      case "1.2.840.113549.1.1.2" -> "md2WithRSAEncryption";
      case "1.2.840.113549.1.1.4" -> "md5WithRSAEncryption";
      case "1.2.840.113549.1.1.5", "1.3.14.3.2.29" -> "sha1WithRSAEncryption";
      case "1.2.840.113549.1.1.10" -> "rsassaPss";
      case "1.2.840.113549.1.1.11" -> "sha256WithRSAEncryption";
      case "1.2.840.113549.1.1.12" -> "sha384WithRSAEncryption";
      case "1.2.840.113549.1.1.13" -> "sha512WithRSAEncryption";
      case "1.2.840.113549.1.1.14" -> "sha224WithRSAEncryption";
      case "1.2.840.10045.4.1" -> "ecdsa-with-SHA1";
      case "1.2.840.10045.4.3.1" -> "ecdsa-with-SHA224";
      case "1.2.840.10045.4.3.2" -> "ecdsa-with-SHA256";
      case "1.2.840.10045.4.3.3" -> "ecdsa-with-SHA384";
      case "1.2.840.10045.4.3.4" -> "ecdsa-with-SHA512";
      case "1.2.840.10040.4.3" -> "dsa-with-sha1";
      case "2.16.840.1.101.3.4.3.2" -> "dsa-with-sha256";
      case "1.3.101.112" -> "Ed25519";
      case "1.3.101.113" -> "Ed448";
      case "2.16.840.1.101.3.4.3.17" -> "ML-DSA-44";
      case "2.16.840.1.101.3.4.3.18" -> "ML-DSA-65";
      case "2.16.840.1.101.3.4.3.19" -> "ML-DSA-87";
      default -> oid;
    };
  }
}
