import com.digitalpetri.enip.EtherNetIpClientConfig;
import com.digitalpetri.enip.cip.CipClient;
import com.digitalpetri.enip.cip.epath.EPath;
import com.digitalpetri.enip.cip.epath.PortSegment;
import com.github.xingshuangs.iot.protocol.s7.enums.EPlcType;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLC;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLCServer;
import com.serotonin.bacnet4j.LocalDevice;
import com.serotonin.bacnet4j.RemoteDevice;
import com.serotonin.bacnet4j.npdu.ip.IpNetworkBuilder;
import com.serotonin.bacnet4j.npdu.ip.IpNetworkUtils;
import com.serotonin.bacnet4j.transport.DefaultTransport;
import com.serotonin.bacnet4j.service.unconfirmed.WhoIsRequest;
import com.serotonin.bacnet4j.type.enumerated.PropertyIdentifier;
import com.serotonin.bacnet4j.type.primitive.UnsignedInteger;
import com.serotonin.bacnet4j.util.RequestUtils;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Controllers and those who ask them; an Oracle client before a listener that knows no service. */
class Plant {
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "server" -> server();
      case "s7" -> s7(args[1]);
      case "bacnet" -> bacnet(args[1]);
      case "enip" -> enip(args[1]);
      default -> oracle(args[1]);
    }
    System.exit(0);
  }

  private static void server() throws Exception {
    S7PLCServer controller = new S7PLCServer();
    controller.addDBArea(1, 2);
    controller.start();
    device(7);
    ServerSocket adapter = new ServerSocket(44818);
    new Thread(() -> accept(adapter, Plant::answerEncapsulated)).start();
    ServerSocket listener = new ServerSocket(1521);
    new Thread(() -> accept(listener, Plant::answerConnect)).start();
    System.out.println("ready");
    Thread.sleep(120_000);
  }

  private static LocalDevice device(int number) throws Exception {
    var network =
        new IpNetworkBuilder()
            .withSubnet("10.20.0.0", 24)
            .withPort(47808)
            .build();
    return new LocalDevice(number, new DefaultTransport(network)).initialize();
  }

  private static void s7(String server) {
    S7PLC plc = new S7PLC(EPlcType.S1200, server);
    plc.writeInt16("DB1.0", (short) 42);
    plc.readInt16("DB1.0");
    plc.writeBoolean("DB1.2.0", true);
    plc.readByte("DB1.0", 16);
    plc.close();
  }

  private static void bacnet(String server) throws Exception {
    LocalDevice device = device(8);
    device.send(
        IpNetworkUtils.toAddress(server, 47808),
        new WhoIsRequest(new UnsignedInteger(7), new UnsignedInteger(7)));
    RemoteDevice remote = device.getRemoteDeviceBlocking(7, 5000);
    for (PropertyIdentifier each :
        new PropertyIdentifier[] {PropertyIdentifier.modelName, PropertyIdentifier.objectList}) {
      RequestUtils.sendReadPropertyAllowNull(device, remote, remote.getObjectIdentifier(), each);
    }
    device.terminate();
  }

  private static void enip(String server) throws Exception {
    EtherNetIpClientConfig config =
        EtherNetIpClientConfig.builder(server).setVendorId(1).setSerialNumber(2).build();
    CipClient client =
        new CipClient(config, new EPath.PaddedEPath(new PortSegment(1, new byte[] {0})));
    client.connect().get();
    client.listIdentity().get();
    ByteBuf request = Unpooled.wrappedBuffer(new byte[] {1, 2, 0x20, 1, 0x24, 1});
    client.sendUnconnectedData(request).get().release();
    client.disconnect().get();
  }

  private static void oracle(String server) {
    for (String service : new String[] {"refused", "other"}) {
      Properties who = new Properties();
      who.put("user", "shop");
      who.put("password", "notreal");
      who.put("oracle.net.CONNECT_TIMEOUT", "2000");
      who.put("oracle.jdbc.ReadTimeout", "2000");
      try {
        DriverManager.getConnection("jdbc:oracle:thin:@//" + server + ":1521/" + service, who);
      } catch (SQLException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private interface Answer {
    void to(Socket socket) throws IOException;
  }

  private static void accept(ServerSocket listener, Answer answer) {
    while (true) {
      try (Socket socket = listener.accept()) {
        answer.to(socket);
      } catch (IOException e) {
        System.out.println(e);
      }
    }
  }

  /** The header of 24 bytes, then as many as it says: sessions, an identity, one attribute. */
  private static void answerEncapsulated(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      byte[] header = new byte[24];
      in.readFully(header);
      ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      byte[] data = in.readNBytes(fields.getShort(2));
      byte[] answer =
          switch (fields.getShort(0)) {
            case 0x65 -> {
              fields.putInt(4, 0x01020304);
              yield data;
            }
            case 0x63 -> identity();
            case 0x6F -> {
              byte[] reply = {(byte) 0x81, 0, 0, 0, 1, 0, 12, 0, 65, 0, 1, 1, 48, 0};
              ByteBuffer items = ByteBuffer.allocate(16 + reply.length).order(ByteOrder.LITTLE_ENDIAN);
              items.putInt(0).putShort((short) 0).putShort((short) 2).putInt(0);
              yield items.putShort((short) 0xB2).putShort((short) reply.length).put(reply).array();
            }
            default -> null;
          };
      if (answer == null) {
        return;
      }
      fields.putShort(2, (short) answer.length);
      socket.getOutputStream().write(ByteBuffer.allocate(24 + answer.length).put(header).put(answer).array());
    }
  }

  private static byte[] identity() {
    ByteBuffer item = ByteBuffer.allocate(6 + 33 + 5).order(ByteOrder.LITTLE_ENDIAN);
    item.putShort((short) 1).putShort((short) 0x0C).putShort((short) 38).putShort((short) 1);
    item.order(ByteOrder.BIG_ENDIAN).putShort((short) 2).putShort((short) 44818).put(new byte[] {10, 20, 0, 3});
    item.put(new byte[8]).order(ByteOrder.LITTLE_ENDIAN);
    item.putShort((short) 1).putShort((short) 12).putShort((short) 65).put(new byte[] {1, 1});
    item.putShort((short) 0x30).putInt(7).put((byte) 4).put("shop".getBytes(StandardCharsets.US_ASCII));
    return item.put((byte) 3).array();
  }

  /** A packet of type 4, refused, with why; to the second service type 2, accepted, and no more. */
  private static void answerConnect(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.readUnsignedShort();
    byte[] connect = in.readNBytes(length - 2);
    OutputStream out = socket.getOutputStream();
    byte[] why =
        "(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=12514)(ERROR_STACK=(ERROR=(CODE=12514)(EMFI=4))))"
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer refuse = ByteBuffer.allocate(12 + why.length);
    refuse.putShort((short) refuse.capacity()).putShort((short) 0).put((byte) 4).put((byte) 0);
    refuse.putShort((short) 0).put((byte) 34).put((byte) 0).putShort((short) why.length).put(why);
    out.write(refuse.array());
    out.flush();
    System.out.println("asked with " + connect.length);
  }
}
