import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** What other programs no longer speak and Java's still can: SSL 3.0, and the ClientHello of SSL 2.0. */
final class Legacy {
  public static void main(String[] words) throws Exception {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "");
    int port = Integer.parseInt(words[1]);
    if (words[0].equals("serve")) {
      serve(port, Path.of(words[2]), Path.of(words[3]), words[4].split(","));
    } else {
      ask(port, words[2].split(","));
    }
  }

  private static void serve(int port, Path certificate, Path key, String[] versions) throws Exception {
    String text = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\s", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(certificate)) {
      Certificate[] chain = {CertificateFactory.getInstance("X.509").generateCertificate(in)};
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text));
      store.setKeyEntry("it", KeyFactory.getInstance("RSA").generatePrivate(spec), new char[0], chain);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    try (var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port)) {
      server.setEnabledProtocols(versions);
      while (true) {
        try (var socket = server.accept()) {
          socket.getOutputStream().write(socket.getInputStream().readNBytes(24));
        }
      }
    }
  }

  private static void ask(int port, String[] versions) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, null);
    try (var socket = (SSLSocket) context.getSocketFactory().createSocket("10.20.0.3", port)) {
      socket.setEnabledProtocols(versions);
      socket.getOutputStream().write("hello hello hello hello\n".getBytes());
      socket.getInputStream().readNBytes(24);
    }
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
