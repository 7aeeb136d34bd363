import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import java.util.Map;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import quickfix.ApplicationAdapter;
import quickfix.DefaultMessageFactory;
import quickfix.MemoryStoreFactory;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;

/** Serves SMPP on 2775, FIX on 9878 and HL7 on 2575 until it is ended. */
public final class Server {
  public static void main(String[] arguments) throws Exception {
    HL7Service hl7 = new DefaultHapiContext().newServer(2575, false);
    hl7.registerApplication(
        new ReceivingApplication<Message>() {
          @Override
          public Message processMessage(Message message, Map<String, Object> about) {
            try {
              return message.generateACK();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public boolean canProcess(Message message) {
            return true;
          }
        });
    hl7.start();
    SessionSettings settings = new SessionSettings(arguments[0]);
    new SocketAcceptor(new ApplicationAdapter(), new MemoryStoreFactory(), settings, new DefaultMessageFactory()).start();
    SMPPServerSessionListener listener = new SMPPServerSessionListener(2775);
    while (true) {
      SMPPServerSession session = listener.accept();
      BindRequest bind = session.waitForBind(5000);
      bind.accept("store", InterfaceVersion.IF_34);
    }
  }
}
