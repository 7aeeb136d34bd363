import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.FileInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicConnection.QuicVersion;
import tech.kwik.core.QuicStream;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;

/** QUIC by Kwik and by Netty: servers that echo, and clients of several kinds. */
class Quic {
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "kwik-server" -> kwikServer(args[1], Integer.parseInt(args[2]), args[3].contains("2"), args[3].contains("retry"));
      case "kwik-client" -> kwikClient(args[1], Integer.parseInt(args[2]), args[3]);
      case "netty-server" -> nettyServer(args[1], args[2], args[3], Integer.parseInt(args[4]));
      default -> nettyClient(args[1], Integer.parseInt(args[2]));
    }
    System.exit(0);
  }

  private static void kwikServer(String keys, int port, boolean two, boolean retry) throws Exception {
    KeyStore store = KeyStore.getInstance(new File(keys), "not-a-real-secret".toCharArray());
    ServerConnectionConfig configuration =
        ServerConnectionConfig.builder().retryRequired(retry).maxIdleTimeoutInSeconds(10).maxOpenPeerInitiatedBidirectionalStreams(4).build();
    ServerConnector connector =
        ServerConnector.builder()
            .withPort(port)
            .withKeyStore(store, "server", "not-a-real-secret".toCharArray())
            .withSupportedVersions(two ? List.of(QuicVersion.V1, QuicVersion.V2) : List.of(QuicVersion.V1))
            .withConfiguration(configuration)
            .withLogger(new tech.kwik.core.log.NullLogger())
            .build();
    connector.registerApplicationProtocol(
        "echo",
        (protocol, connection) ->
            new ApplicationProtocolConnection() {
              @Override
              public void acceptPeerInitiatedStream(QuicStream stream) {
                new Thread(() -> echo(stream)).start();
              }
            });
    connector.start();
    Thread.sleep(60_000);
  }

  private static void echo(QuicStream stream) {
    try {
      stream.getOutputStream().write(stream.getInputStream().readAllBytes());
      stream.getOutputStream().close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void kwikClient(String host, int port, String how) throws Exception {
    byte[] ticket = null;
    for (int round = 0; round < (how.contains("again") ? 2 : 1); round++) {
      QuicClientConnection.Builder builder =
          QuicClientConnection.newBuilder()
              .uri(URI.create("echo://" + host + ":" + port))
              .applicationProtocol("echo")
              .connectTimeout(Duration.ofSeconds(3))
              .noServerCertificateCheck();
      if (how.contains("only2")) {
        builder.version(QuicVersion.V2);
      } else if (how.contains("then2")) {
        builder.initialVersion(QuicVersion.V1).preferredVersion(QuicVersion.V2);
      }
      if (how.contains("large")) {
        builder.quantumReadinessTest(1800);
      }
      if (ticket != null) {
        builder.sessionTicket(ticket);
      }
      QuicClientConnection connection = builder.build();
      try {
        QuicStream stream;
        if (ticket != null) {
          stream = connection.connect(List.of(new QuicClientConnection.StreamEarlyData("early".getBytes(StandardCharsets.UTF_8), true))).get(0);
        } else {
          connection.connect();
          stream = connection.createStream(true);
          stream.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
          stream.getOutputStream().close();
        }
        System.out.println(how + " " + new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8) + " " + connection.getQuicVersion());
        Thread.sleep(300);
        if (!connection.getNewSessionTickets().isEmpty()) {
          ticket = connection.getNewSessionTickets().get(0).serialize();
        }
      } catch (Exception e) {
        System.out.println(how + " " + e);
      } finally {
        connection.closeAndWait();
      }
    }
  }

  private static void nettyServer(String address, String key, String certificate, int port) throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ChannelHandler codec =
        new QuicServerCodecBuilder()
            .sslContext(QuicSslContextBuilder.forServer(new File(key), null, new File(certificate)).applicationProtocols("echo").build())
            .maxIdleTimeout(5000, TimeUnit.MILLISECONDS)
            .initialMaxData(100_000)
            .initialMaxStreamDataBidirectionalLocal(50_000)
            .initialMaxStreamDataBidirectionalRemote(50_000)
            .initialMaxStreamsBidirectional(4)
            .tokenHandler(InsecureQuicTokenHandler.INSTANCE)
            .handler(new ChannelInboundHandlerAdapter())
            .streamHandler(
                new ChannelInitializer<QuicStreamChannel>() {
                  @Override
                  protected void initChannel(QuicStreamChannel stream) {
                    stream.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                      @Override
                      public void channelRead(ChannelHandlerContext context, Object message) {
                        context.writeAndFlush(message).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
                      }
                    });
                  }
                })
            .build();
    new Bootstrap().group(group).channel(NioDatagramChannel.class).handler(codec).bind(new InetSocketAddress(address, port)).sync();
    Thread.sleep(60_000);
  }

  private static void nettyClient(String host, int port) throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ChannelHandler codec =
        new QuicClientCodecBuilder()
            .sslContext(QuicSslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).applicationProtocols("echo").build())
            .maxIdleTimeout(5000, TimeUnit.MILLISECONDS)
            .initialMaxData(100_000)
            .initialMaxStreamDataBidirectionalLocal(50_000)
            .build();
    Channel channel = new Bootstrap().group(group).channel(NioDatagramChannel.class).handler(codec).bind(0).sync().channel();
    QuicChannel quic = QuicChannel.newBootstrap(channel)
        .handler(new ChannelInboundHandlerAdapter())
        .streamHandler(new ChannelInboundHandlerAdapter())
        .remoteAddress(new InetSocketAddress(host, port)).connect().get();
    QuicStreamChannel stream = quic.createStream(QuicStreamType.BIDIRECTIONAL, new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        System.out.println("netty " + ((ByteBuf) message).toString(StandardCharsets.UTF_8));
        context.close();
      }
    }).get();
    stream.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8)).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    stream.closeFuture().await(3000);
    quic.close().await(1000);
  }
}
