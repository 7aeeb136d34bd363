import com.beanit.openiec61850.ServerModel;
import com.beanit.openiec61850.ServerSap;
import com.beanit.openiec61850.BasicDataAttribute;
import com.beanit.openiec61850.SclParser;
import com.beanit.openiec61850.ServiceError;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.api.config.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.server.EndpointConfiguration;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.Connection;
import org.openmuc.j60870.ConnectionEventListener;

/** Serves IEC 60870-5-104 on 2404, MMS on 10102 and OPC UA on 4840 until it is ended: SCL-FILE. */
public final class Server {
  public static void main(String[] arguments) throws Exception {
    iec104();
    mms(arguments[0]);
    opcUa();
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void iec104() throws Exception {
    org.openmuc.j60870.Server.builder()
        .setPort(2404)
        .build()
        .start(
            new org.openmuc.j60870.ServerEventListener() {
              @Override
              public void connectionIndication(Connection connection) {
                try {
                  connection.waitForStartDT(new Station(connection), 5000);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }

              @Override
              public void serverStoppedListeningIndication(java.io.IOException why) {}

              @Override
              public void connectionAttemptFailed(java.io.IOException why) {}
            });
  }

  /** Confirms what it is asked. */
  private record Station(Connection connection) implements ConnectionEventListener {
    @Override
    public void newASdu(ASdu asked) {
      try {
        connection.sendConfirmation(asked);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void connectionClosed(java.io.IOException why) {}
  }

  private static void mms(String scl) throws Exception {
    ServerModel model = SclParser.parse(scl).get(0);
    ServerSap sap = new ServerSap(10102, 5, null, model, null);
    sap.startListening(
        new com.beanit.openiec61850.ServerEventListener() {
          @Override
          public List<ServiceError> write(List<BasicDataAttribute> written) {
            return null;
          }

          @Override
          public void serverStoppedListening(ServerSap stopped) {}
        });
  }

  private static void opcUa() throws Exception {
    EndpointConfiguration endpoint =
        EndpointConfiguration.newBuilder()
            .setBindAddress("10.20.0.3")
            .setBindPort(4840)
            .setHostname("10.20.0.3")
            .setPath("/shop")
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .build();
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationName(LocalizedText.english("store"))
            .setApplicationUri("urn:shop:store")
            .setEndpoints(Set.of(endpoint))
            .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
            .build();
    new OpcUaServer(config).startup().get();
  }
}
