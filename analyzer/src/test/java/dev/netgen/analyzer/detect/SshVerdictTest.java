package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.ENCRYPTED;
import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SSH as no packaged program speaks it any more, and one direction of it: by the specifications.
 */
final class SshVerdictTest {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] CLIENT = text("SSH-2.0-client\r\n");
  private static final byte[] SERVER = text("SSH-2.0-server comment\n");
  private static final byte[] INIT = packet(30, new byte[33]);
  private static final byte[] REPLY = packet(31, new byte[200]);
  private static final byte[] KEYS = packet(21, NOTHING);
  private static final byte[] OLD_CLIENT = text("SSH-1.5-client\n");
  private static final byte[] OLD_SERVER = text("SSH-1.99-server\n");

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] packet(int type, byte[] body) {
    int length = 2 + body.length + 8;
    byte[] head = {0, 0, (byte) (length >> 8), (byte) length, 8, (byte) type};
    return Bytes.concat(head, body, new byte[8]);
  }

  private static byte[] offer(String kex, String ciphers, String macs) {
    byte[] body = new byte[16];
    for (String list :
        new String[] {kex, "ssh-ed25519", ciphers, ciphers, macs, macs, "none", "none", "", ""}) {
      byte[] names = text(list);
      body = Bytes.concat(body, new byte[] {0, 0, 0, (byte) names.length}, names);
    }
    return packet(20, Bytes.concat(body, new byte[5]));
  }

  /** Version 1: length from the type on, padding before it. */
  private static byte[] old(int type, byte... body) {
    int length = 1 + body.length + 4;
    byte[] head = {0, 0, (byte) (length >> 8), (byte) length};
    return Bytes.concat(
        head, new byte[8 - length % 8], new byte[] {(byte) type}, body, new byte[4]);
  }

  private static byte[] publicKey(int ciphers) {
    byte[] body = new byte[40];
    body[35] = (byte) ciphers;
    return old(2, body);
  }

  private static byte[] sessionKey(int cipher) {
    byte[] body = new byte[30];
    body[0] = (byte) cipher;
    return old(3, body);
  }

  static Stream<Arguments> exchanges() {
    byte[] offer = offer("ext-info-c,a,b", "x,aes128-ctr", "m");
    byte[] answer = offer("b,a", "aes128-ctr,y", "m");
    byte[] none = offer("a", "none,aes128-ctr", "m");
    byte[] more = new byte[900];
    new Random(900).nextBytes(more);
    byte[] client = Bytes.concat(CLIENT, offer, INIT, KEYS);
    byte[] server = Bytes.concat(SERVER, answer, REPLY, KEYS);
    byte[] oldClient = Bytes.concat(OLD_CLIENT, sessionKey(3), new byte[16]);
    byte[] oldServer = Bytes.concat(OLD_SERVER, publicKey(8), new byte[16]);
    return Stream.of(
        of(client, server, ENCRYPTED, "SSH identification and new keys"),
        of(
            client,
            Bytes.concat(text("hello\r\nthere\r\n"), server),
            ENCRYPTED,
            "SSH identification and new keys"),
        of(
            Bytes.concat(CLIENT, none, INIT, KEYS),
            Bytes.concat(SERVER, none, REPLY, KEYS),
            PLAINTEXT,
            "SSH with cipher none"),
        of(
            Bytes.concat(CLIENT, offer, INIT),
            server,
            OPAQUE,
            "SSH key exchange not seen to complete"),
        of(client, NOTHING, ENCRYPTED, "SSH new keys, client's direction only"),
        of(
            Bytes.concat(CLIENT, none, INIT, KEYS),
            NOTHING,
            OPAQUE,
            "SSH identification, one direction"),
        of(NOTHING, Bytes.concat(server, more), ENCRYPTED, "SSH new keys, server's direction only"),
        of(
            NOTHING,
            Bytes.concat(server, new byte[300]),
            OPAQUE,
            "SSH key exchange, server's direction only"),
        of(
            NOTHING,
            Bytes.concat(SERVER, none, REPLY, KEYS, more),
            OPAQUE,
            "SSH key exchange, server's direction only"),
        of(oldClient, oldServer, ENCRYPTED, "SSH 1 session key, both sides go on"),
        of(
            Bytes.concat(OLD_CLIENT, sessionKey(0), new byte[16]),
            oldServer,
            PLAINTEXT,
            "SSH 1 with cipher none"),
        of(
            Bytes.concat(OLD_CLIENT, sessionKey(3)),
            oldServer,
            OPAQUE,
            "SSH 1 key exchange not seen to complete"),
        of(oldClient, NOTHING, ENCRYPTED, "SSH new keys, client's direction only"),
        of(NOTHING, oldServer, ENCRYPTED, "SSH new keys, server's direction only"),
        of(
            NOTHING,
            Bytes.concat(OLD_SERVER, publicKey(9), new byte[16]),
            OPAQUE,
            "SSH key exchange, server's direction only"),
        of(CLIENT, OLD_CLIENT, OPAQUE, "SSH versions that do not fit"));
  }

  private static Arguments of(byte[] client, byte[] server, Encryption encryption, String reason) {
    return Arguments.of(client, server, encryption, reason);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void isTold(byte[] client, byte[] server, Encryption encryption, String reason) {
    Verdict verdict = classify(client, server);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.protocol()).isEqualTo("ssh");
    assertThat(verdict.encryption()).isEqualTo(encryption);
    Verdict other = classify(server, client);
    assertThat(other.reason()).isEqualTo(reason);
    if (verdict.server() != Verdict.Side.UNKNOWN) {
      assertThat(other.facts()).isEqualTo(verdict.facts());
    }
  }

  @Test
  void agreesByTheClientsOrder() {
    byte[] offer = offer("ext-info-c,kex-strict-c-v00@openssh.com,a,b", "x,aes128-ctr", "m,n");
    byte[] answer = offer("kex-strict-c-v00@openssh.com,b,a", "aes128-ctr,x", "n");
    assertThat(
            classify(
                    Bytes.concat(CLIENT, offer, INIT, KEYS),
                    Bytes.concat(SERVER, answer, REPLY, KEYS))
                .facts())
        .containsEntry("ssh.kex", "a")
        .containsEntry("ssh.cipher", "x")
        .containsEntry("ssh.mac", "n")
        .containsEntry("ssh.host_key", "ssh-ed25519")
        .containsEntry("ssh.server", "SSH-2.0-server comment");
  }

  private static Verdict classify(byte[] client, byte[] server) {
    Flow flow =
        Flows.flow(
            Flows.TCP,
            Flows.half(client, true, true),
            Flows.half(server, true, true),
            Flow.Initiator.UNKNOWN);
    return new Classifier().classify(flow);
  }
}
