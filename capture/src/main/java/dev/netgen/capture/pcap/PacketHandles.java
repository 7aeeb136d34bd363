package dev.netgen.capture.pcap;

import dev.netgen.model.problem.ProblemException;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;

/** Opens libpcap handles, and says in one line what is missing when that fails. */
final class PacketHandles {
  /** How long the kernel gathers frames before it hands them over. */
  static final int TIMEOUT_MILLIS = 100;

  private static final int BUFFER_BYTES = 16 << 20;
  private static final String ANY = "any";

  // libpcap's pcap/pcap.h
  private static final int ERROR_NO_SUCH_DEVICE = -5;
  private static final int ERROR_PERMISSION = -8;
  private static final int ERROR_NOT_UP = -9;
  private static final int ERROR_PROMISCUOUS_PERMISSION = -11;

  private PacketHandles() {}

  static PcapHandle open(String device, SourceOptions options) {
    PcapHandle handle;
    try {
      handle =
          new PcapHandle.Builder(device)
              .snaplen(options.snapLength())
              .promiscuousMode(
                  device.equals(ANY) ? PromiscuousMode.NONPROMISCUOUS : PromiscuousMode.PROMISCUOUS)
              .timeoutMillis(TIMEOUT_MILLIS)
              .bufferSize(BUFFER_BYTES)
              .build();
    } catch (PcapNativeException e) {
      throw notOpened(device, e);
    } catch (LinkageError e) {
      throw ProblemException.environment(
          "libpcap is missing",
          "the native library this machine captures packets with",
          "install it, on Debian and Ubuntu with: apt-get install libpcap0.8",
          e);
    }
    applyFilter(handle, options.filter());
    return handle;
  }

  private static void applyFilter(PcapHandle handle, String filter) {
    if (filter.isEmpty()) {
      return;
    }
    try {
      handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException e) {
      handle.close();
      throw ProblemException.usage(
          "not a capture filter (" + reason(e) + ")", "--filter", "see 'man pcap-filter'");
    } catch (NotOpenException e) {
      throw new IllegalStateException("just opened", e);
    }
  }

  private static ProblemException notOpened(String device, PcapNativeException e) {
    Integer code = e.getReturnCode();
    return switch (code == null ? 0 : code) {
      case ERROR_PERMISSION, ERROR_PROMISCUOUS_PERMISSION ->
          ProblemException.environment(
              "capability CAP_NET_RAW is missing, which capturing needs",
              "interface " + device,
              "run as root, or grant only it: sudo setpriv --reuid=$(id -u) --regid=$(id -g)"
                  + " --init-groups --inh-caps=+net_raw --ambient-caps=+net_raw netgen capture ...",
              e);
      case ERROR_NO_SUCH_DEVICE ->
          ProblemException.environment(
              "no such interface", device, "see 'ip link' for those that exist", e);
      case ERROR_NOT_UP ->
          ProblemException.environment(
              "the interface is down", device, "bring it up: ip link set " + device + " up", e);
      default ->
          ProblemException.environment(
              "cannot capture (" + reason(e) + ")",
              "interface " + device,
              "see whether 'tcpdump -i " + device + "' can",
              e);
    };
  }

  private static String reason(PcapNativeException e) {
    return String.valueOf(e.getMessage()).strip();
  }
}
