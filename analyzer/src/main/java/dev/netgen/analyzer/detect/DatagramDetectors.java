package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.cluster.JGroupsDetector;
import dev.netgen.analyzer.detect.directory.KerberosDetector;
import dev.netgen.analyzer.detect.directory.LdapDetector;
import dev.netgen.analyzer.detect.directory.RadiusDetector;
import dev.netgen.analyzer.detect.files.TftpDetector;
import dev.netgen.analyzer.detect.files.TorrentTrackerDetector;
import dev.netgen.analyzer.detect.industry.BacnetDetector;
import dev.netgen.analyzer.detect.industry.CoapDetector;
import dev.netgen.analyzer.detect.industry.Dnp3Detector;
import dev.netgen.analyzer.detect.industry.EtherNetIpDetector;
import dev.netgen.analyzer.detect.industry.KnxDetector;
import dev.netgen.analyzer.detect.industry.ModbusDetector;
import dev.netgen.analyzer.detect.media.SipDetector;
import dev.netgen.analyzer.detect.media.SrtDetector;
import dev.netgen.analyzer.detect.media.TransportStreamDetector;
import dev.netgen.analyzer.detect.message.RtpsDetector;
import dev.netgen.analyzer.detect.names.DnsDetector;
import dev.netgen.analyzer.detect.names.LlmnrDetector;
import dev.netgen.analyzer.detect.names.MulticastDnsDetector;
import dev.netgen.analyzer.detect.names.NetBiosDatagramDetector;
import dev.netgen.analyzer.detect.names.NetBiosNameDetector;
import dev.netgen.analyzer.detect.network.BfdDetector;
import dev.netgen.analyzer.detect.network.Dhcp6Detector;
import dev.netgen.analyzer.detect.network.DhcpDetector;
import dev.netgen.analyzer.detect.network.GtpControlDetector;
import dev.netgen.analyzer.detect.network.MemberlistDetector;
import dev.netgen.analyzer.detect.network.NatPmpDetector;
import dev.netgen.analyzer.detect.network.NtpDetector;
import dev.netgen.analyzer.detect.network.RipDetector;
import dev.netgen.analyzer.detect.network.SnmpDetector;
import dev.netgen.analyzer.detect.network.SsdpDetector;
import dev.netgen.analyzer.detect.network.StunDetector;
import dev.netgen.analyzer.detect.network.WsDiscoveryDetector;
import dev.netgen.analyzer.detect.operations.IpmiDetector;
import dev.netgen.analyzer.detect.proxy.ProxyProtocolDetector;
import dev.netgen.analyzer.detect.quic.GoogleQuicDetector;
import dev.netgen.analyzer.detect.quic.QuicDetector;
import dev.netgen.analyzer.detect.remote.XdmcpDetector;
import dev.netgen.analyzer.detect.rpc.DceRpcDatagramDetector;
import dev.netgen.analyzer.detect.rpc.OncRpcDetector;
import dev.netgen.analyzer.detect.store.MemcachedDatagramDetector;
import dev.netgen.analyzer.detect.telemetry.CollectdDetector;
import dev.netgen.analyzer.detect.telemetry.FlowExportDetector;
import dev.netgen.analyzer.detect.telemetry.GelfDetector;
import dev.netgen.analyzer.detect.telemetry.GraphiteDetector;
import dev.netgen.analyzer.detect.telemetry.InfluxLineDetector;
import dev.netgen.analyzer.detect.telemetry.SflowDetector;
import dev.netgen.analyzer.detect.telemetry.StatsdDetector;
import dev.netgen.analyzer.detect.telemetry.SyslogDetector;
import dev.netgen.analyzer.detect.tls.DtlsDetector;
import dev.netgen.analyzer.detect.underlay.AyiyaDetector;
import dev.netgen.analyzer.detect.underlay.EspInUdpDetector;
import dev.netgen.analyzer.detect.underlay.IkeDetector;
import dev.netgen.analyzer.detect.underlay.L2tpDetector;
import dev.netgen.analyzer.detect.underlay.OpenVpnDetector;
import dev.netgen.analyzer.detect.underlay.TeredoDetector;
import dev.netgen.analyzer.detect.underlay.WireGuardDetector;

/**
 * The detectors over datagrams, in the order in which they are asked; the first match decides. To
 * add a protocol: one class, its recorded exchange, one line here. What demands most of the bytes
 * goes first.
 */
final class DatagramDetectors {
  static final ImmutableList<Detector> LIST =
      ImmutableList.of(
          new ProxyProtocolDetector(),
          new QuicDetector(),
          new GoogleQuicDetector(),
          new DtlsDetector(),
          new MulticastDnsDetector(),
          new LlmnrDetector(),
          new NetBiosNameDetector(),
          new NetBiosDatagramDetector(),
          new DnsDetector(),
          new DhcpDetector(),
          new SnmpDetector(),
          new StunDetector(),
          new SsdpDetector(),
          new WsDiscoveryDetector(),
          new Dhcp6Detector(),
          new NtpDetector(),
          JGroupsDetector.datagrams(),
          MemberlistDetector.datagrams(),
          new WireGuardDetector(),
          new EspInUdpDetector(),
          new IkeDetector(),
          OpenVpnDetector.datagrams(),
          new TeredoDetector(),
          new AyiyaDetector(),
          new L2tpDetector(),
          new TorrentTrackerDetector(),
          new BfdDetector(),
          new RipDetector(),
          FlowExportDetector.netflow(),
          FlowExportDetector.ipfix(),
          new SflowDetector(),
          new CollectdDetector(),
          new GelfDetector(),
          KerberosDetector.datagram(),
          new LdapDetector(),
          new RadiusDetector(),
          new Dnp3Detector(),
          new ModbusDetector(),
          OncRpcDetector.datagram(),
          new TftpDetector(),
          new IpmiDetector(),
          new KnxDetector(),
          new BacnetDetector(),
          new EtherNetIpDetector(),
          new XdmcpDetector(),
          new NatPmpDetector(),
          new DceRpcDatagramDetector(),
          GtpControlDetector.second(),
          GtpControlDetector.first(),
          GtpControlDetector.pfcp(),
          new SrtDetector(),
          new TransportStreamDetector(),
          new RtpsDetector(),
          new CoapDetector(),
          new SipDetector(),
          new MemcachedDatagramDetector(),
          new SyslogDetector(),
          new StatsdDetector(),
          new GraphiteDetector(),
          new InfluxLineDetector());

  private DatagramDetectors() {}
}
