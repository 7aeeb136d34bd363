import io.grpc.InsecureServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.File;
import java.net.InetSocketAddress;

/** The health service, in clear on 50051 and over TLS on 50052: ADDRESS CERTIFICATE KEY. */
public final class Server {
  private Server() {}

  public static void main(String[] arguments) throws Exception {
    var health = new HealthStatusManager();
    health.setStatus("orders", ServingStatus.SERVING);
    var tls = TlsServerCredentials.create(new File(arguments[1]), new File(arguments[2]));
    NettyServerBuilder.forAddress(
            new InetSocketAddress(arguments[0], 50051), InsecureServerCredentials.create())
        .addService(health.getHealthService())
        .build()
        .start();
    NettyServerBuilder.forAddress(new InetSocketAddress(arguments[0], 50052), tls)
        .addService(health.getHealthService())
        .build()
        .start()
        .awaitTermination();
  }
}
