import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.EnvironmentBuilder;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.Producer;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.CountDownLatch;

/** Sends to a stream and reads it again: PORT, and tls for a connection under TLS. */
public final class Client {
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    EnvironmentBuilder builder =
        Environment.builder()
            .addressResolver(address -> new Address("10.20.0.3", port))
            .host("10.20.0.3")
            .port(port)
            .username("shop")
            .password("not-a-real-secret");
    if (arguments.length > 1) {
      builder
          .tls()
          .hostnameVerification(false)
          .sslContext(
              SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build());
    }
    try (Environment environment = builder.build()) {
      String stream = "orders-" + port;
      environment.streamCreator().stream(stream).create();
      CountDownLatch received = new CountDownLatch(1);
      Producer producer = environment.producerBuilder().stream(stream).build();
      producer.send(producer.messageBuilder().addData("lamp".getBytes()).build(), status -> {});
      environment
          .consumerBuilder()
          .stream(stream)
          .offset(OffsetSpecification.first())
          .messageHandler((context, message) -> received.countDown())
          .build();
      received.await();
    }
    System.exit(0);
  }
}
