import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.FileInputStream;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** MongoDB servers at ADDRESS: PORT in clear, PORT + 1 over TLS with CERTIFICATE and KEY (PEM). */
class Server {
  public static void main(String[] a) throws Exception {
    String address = a[0];
    int port = Integer.parseInt(a[1]);
    MongoServer clear = new MongoServer(new MemoryBackend());
    MongoServer tls = new MongoServer(new MemoryBackend());
    Certificate certificate;
    try (var in = new FileInputStream(a[2])) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    String pem = Files.readString(Path.of(a[3])).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    tls.enableSsl(key, "", (java.security.cert.X509Certificate) certificate);
    tls.bind(address, port + 1);
    clear.bind(address, port);
    Thread.currentThread().join();
  }
}
