import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import java.util.concurrent.CountDownLatch;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import quickfix.ApplicationAdapter;
import quickfix.DefaultMessageFactory;
import quickfix.MemoryStoreFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/** One session of each. */
public final class Client {
  public static void main(String[] arguments) throws Exception {
    SMPPSession sms = new SMPPSession();
    sms.connectAndBind(
        "10.20.0.3",
        2775,
        new BindParameter(BindType.BIND_TX, "shop", "no-real", "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));
    sms.unbindAndClose();

    try (DefaultHapiContext hapi = new DefaultHapiContext()) {
      Connection clinic = hapi.newClient("10.20.0.3", 2575, false);
      ADT_A01 admitted = new ADT_A01();
      admitted.initQuickstart("ADT", "A01", "P");
      clinic.getInitiator().sendAndReceive(admitted);
      clinic.close();
    }

    CountDownLatch on = new CountDownLatch(1);
    SocketInitiator trader =
        new SocketInitiator(
            new ApplicationAdapter() {
              @Override
              public void onLogon(SessionID session) {
                on.countDown();
              }
            },
            new MemoryStoreFactory(),
            new SessionSettings(arguments[0]),
            new DefaultMessageFactory());
    trader.start();
    on.await();
    quickfix.fix44.TestRequest test = new quickfix.fix44.TestRequest(new quickfix.field.TestReqID("lamp"));
    Session.sendToTarget(test, trader.getSessions().get(0));
    Thread.sleep(1000);
    trader.stop();
    System.exit(0);
  }
}
