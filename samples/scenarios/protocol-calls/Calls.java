import com.couchbase.client.java.Bucket;
import com.couchbase.client.java.Cluster;
import com.couchbase.client.java.CouchbaseCluster;
import com.couchbase.client.java.document.JsonDocument;
import com.couchbase.client.java.document.json.JsonObject;
import com.couchbase.client.java.env.DefaultCouchbaseEnvironment;
import com.couchbase.mock.BucketConfiguration;
import com.couchbase.mock.CouchbaseMock;
import java.util.ArrayList;
import java.util.List;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/** Dubbo's own protocol, and Couchbase's client with the mock its makers have. */
public class Calls {
  public interface Shop {
    String order(String name);
  }

  public static class Counter implements Shop {
    @Override
    public String order(String name) {
      return "ordered " + name;
    }
  }

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "server" -> server();
      case "dubbo" -> dubbo(args[1]);
      default -> couchbase(args[1]);
    }
    System.exit(0);
  }

  private static void server() throws Exception {
    ProtocolConfig protocol = new ProtocolConfig("dubbo", 20880);
    ServiceConfig<Shop> service = new ServiceConfig<>();
    ApplicationConfig application = new ApplicationConfig("shop");
    application.setQosEnable(false);
    application.setMetadataServicePort(20889);
    service.setApplication(application);
    service.setRegistry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
    service.setProtocol(protocol);
    service.setScope("remote");
    service.setInterface(Shop.class);
    service.setRef(new Counter());
    service.export();
    BucketConfiguration bucket = new BucketConfiguration();
    bucket.name = "orders";
    bucket.numNodes = 1;
    bucket.numReplicas = 0;
    bucket.numVBuckets = 4;
    bucket.bucketStartPort = 11211;
    bucket.password = "";
    bucket.hostname = "10.20.0.3";
    CouchbaseMock mock = new CouchbaseMock("10.20.0.3", 8091, 4, 0);
    mock.createBucket(bucket);
    mock.start();
    mock.waitForStartup();
    Thread.sleep(60_000);
  }

  private static void dubbo(String server) {
    ReferenceConfig<Shop> reference = new ReferenceConfig<>();
    ApplicationConfig application = new ApplicationConfig("buyer");
    application.setQosEnable(false);
    reference.setApplication(application);
    reference.setInterface(Shop.class);
    reference.setUrl("dubbo://" + server + ":20880/" + Shop.class.getName());
    System.out.println(reference.get().order("lamp"));
    reference.destroy();
  }

  private static void couchbase(String server) {
    Cluster cluster = CouchbaseCluster.create(
        DefaultCouchbaseEnvironment.builder().bootstrapHttpDirectPort(8091).bootstrapCarrierDirectPort(11211).connectTimeout(8000).build(), server);
    Bucket bucket = cluster.openBucket("orders");
    bucket.upsert(JsonDocument.create("1", JsonObject.create().put("name", "lamp")));
    System.out.println(bucket.get("1"));
    cluster.disconnect();
  }
}
