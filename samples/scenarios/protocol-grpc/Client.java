import io.grpc.Channel;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.util.concurrent.TimeUnit;

/** Two calls: ADDRESS PORT [tls AUTHORITY | TOKEN]. */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) throws Exception {
    boolean tls = arguments.length == 4;
    var credentials =
        tls
            ? TlsChannelCredentials.newBuilder().trustManager(new File(arguments[3])).build()
            : InsecureChannelCredentials.create();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(arguments[0], Integer.parseInt(arguments[1]), credentials)
            .build();
    var stub = HealthGrpc.newBlockingStub((Channel) channel);
    if (arguments.length == 3) {
      var headers = new Metadata();
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          "Bearer " + arguments[2]);
      stub = stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
    for (int i = 0; i < 2; i++) {
      System.out.println(stub.check(HealthCheckRequest.newBuilder().setService("orders").build()));
    }
    channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
  }
}
