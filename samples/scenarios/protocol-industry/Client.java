import com.beanit.openiec61850.ClientAssociation;
import com.beanit.openiec61850.ClientSap;
import java.net.InetAddress;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.Identifiers;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.ClientConnectionBuilder;
import org.openmuc.j60870.Connection;
import org.openmuc.j60870.ConnectionEventListener;
import org.openmuc.j60870.ie.IeQualifierOfInterrogation;

/** Asks each server. */
public final class Client {
  public static void main(String[] arguments) throws Exception {
    InetAddress server = InetAddress.getByName("10.20.0.3");
    Connection station = new ClientConnectionBuilder(server).setPort(2404).build();
    station.startDataTransfer(
        new ConnectionEventListener() {
          @Override
          public void newASdu(ASdu told) {}

          @Override
          public void connectionClosed(java.io.IOException why) {}
        },
        5000);
    station.interrogation(1, CauseOfTransmission.ACTIVATION, new IeQualifierOfInterrogation(20));
    Thread.sleep(500);
    station.close();

    ClientAssociation substation = new ClientSap().associate(server, 10102, null, null);
    substation.retrieveModel();
    substation.close();

    OpcUaClient client = OpcUaClient.create("opc.tcp://10.20.0.3:4840/shop");
    client.connect().get();
    client.readValue(0.0, org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn.Both, Identifiers.Server_ServerStatus_State).get();
    client.disconnect().get();
    System.exit(0);
  }
}
