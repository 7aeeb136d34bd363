package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.business.DicomDetector;
import dev.netgen.analyzer.detect.business.FixDetector;
import dev.netgen.analyzer.detect.business.Hl7Detector;
import dev.netgen.analyzer.detect.business.SmppDetector;
import dev.netgen.analyzer.detect.chat.IrcDetector;
import dev.netgen.analyzer.detect.chat.XmppDetector;
import dev.netgen.analyzer.detect.cluster.EpmdDetector;
import dev.netgen.analyzer.detect.cluster.ErlangDetector;
import dev.netgen.analyzer.detect.cluster.GaleraDetector;
import dev.netgen.analyzer.detect.cluster.JGroupsDetector;
import dev.netgen.analyzer.detect.cluster.ZooKeeperMembersDetector;
import dev.netgen.analyzer.detect.directory.DiameterDetector;
import dev.netgen.analyzer.detect.directory.KerberosDetector;
import dev.netgen.analyzer.detect.directory.LdapDetector;
import dev.netgen.analyzer.detect.directory.RadiusDetector;
import dev.netgen.analyzer.detect.files.BitTorrentDetector;
import dev.netgen.analyzer.detect.files.FtpDetector;
import dev.netgen.analyzer.detect.files.GitDetector;
import dev.netgen.analyzer.detect.files.IscsiDetector;
import dev.netgen.analyzer.detect.files.NbdDetector;
import dev.netgen.analyzer.detect.files.RsyncDetector;
import dev.netgen.analyzer.detect.files.SmbDetector;
import dev.netgen.analyzer.detect.files.SvnDetector;
import dev.netgen.analyzer.detect.files.TftpDetector;
import dev.netgen.analyzer.detect.files.TorrentTrackerDetector;
import dev.netgen.analyzer.detect.industry.CoapDetector;
import dev.netgen.analyzer.detect.industry.CoapStreamDetector;
import dev.netgen.analyzer.detect.industry.Dnp3Detector;
import dev.netgen.analyzer.detect.industry.Iec104Detector;
import dev.netgen.analyzer.detect.industry.KnxDetector;
import dev.netgen.analyzer.detect.industry.MmsDetector;
import dev.netgen.analyzer.detect.industry.ModbusDetector;
import dev.netgen.analyzer.detect.industry.OpcUaDetector;
import dev.netgen.analyzer.detect.mail.ImapDetector;
import dev.netgen.analyzer.detect.mail.ManageSieveDetector;
import dev.netgen.analyzer.detect.mail.NntpDetector;
import dev.netgen.analyzer.detect.mail.Pop3Detector;
import dev.netgen.analyzer.detect.mail.SmtpDetector;
import dev.netgen.analyzer.detect.media.MpdDetector;
import dev.netgen.analyzer.detect.media.RtmpDetector;
import dev.netgen.analyzer.detect.media.RtspDetector;
import dev.netgen.analyzer.detect.media.SipDetector;
import dev.netgen.analyzer.detect.message.Amqp1Detector;
import dev.netgen.analyzer.detect.message.AmqpDetector;
import dev.netgen.analyzer.detect.message.ArtemisDetector;
import dev.netgen.analyzer.detect.message.BeanstalkDetector;
import dev.netgen.analyzer.detect.message.GearmanDetector;
import dev.netgen.analyzer.detect.message.KafkaDetector;
import dev.netgen.analyzer.detect.message.MqttDetector;
import dev.netgen.analyzer.detect.message.NatsDetector;
import dev.netgen.analyzer.detect.message.OpenWireDetector;
import dev.netgen.analyzer.detect.message.PulsarDetector;
import dev.netgen.analyzer.detect.message.RabbitStreamDetector;
import dev.netgen.analyzer.detect.message.RtpsDetector;
import dev.netgen.analyzer.detect.message.SpDetector;
import dev.netgen.analyzer.detect.message.StompDetector;
import dev.netgen.analyzer.detect.message.ZmtpDetector;
import dev.netgen.analyzer.detect.message.ZooKeeperDetector;
import dev.netgen.analyzer.detect.names.DnsDetector;
import dev.netgen.analyzer.detect.names.DnsStreamDetector;
import dev.netgen.analyzer.detect.names.LlmnrDetector;
import dev.netgen.analyzer.detect.names.MulticastDnsDetector;
import dev.netgen.analyzer.detect.names.NetBiosDatagramDetector;
import dev.netgen.analyzer.detect.names.NetBiosNameDetector;
import dev.netgen.analyzer.detect.network.BfdDetector;
import dev.netgen.analyzer.detect.network.BgpDetector;
import dev.netgen.analyzer.detect.network.Dhcp6Detector;
import dev.netgen.analyzer.detect.network.DhcpDetector;
import dev.netgen.analyzer.detect.network.LinkMessageDetector;
import dev.netgen.analyzer.detect.network.MemberlistDetector;
import dev.netgen.analyzer.detect.network.NtpDetector;
import dev.netgen.analyzer.detect.network.RipDetector;
import dev.netgen.analyzer.detect.network.SnmpDetector;
import dev.netgen.analyzer.detect.network.SsdpDetector;
import dev.netgen.analyzer.detect.network.StunDetector;
import dev.netgen.analyzer.detect.network.WsDiscoveryDetector;
import dev.netgen.analyzer.detect.operations.ClamdDetector;
import dev.netgen.analyzer.detect.operations.DistccDetector;
import dev.netgen.analyzer.detect.operations.GpsdDetector;
import dev.netgen.analyzer.detect.operations.HaproxyPeersDetector;
import dev.netgen.analyzer.detect.operations.IcapDetector;
import dev.netgen.analyzer.detect.operations.IpmiDetector;
import dev.netgen.analyzer.detect.operations.MuninDetector;
import dev.netgen.analyzer.detect.operations.NrpeDetector;
import dev.netgen.analyzer.detect.operations.NutDetector;
import dev.netgen.analyzer.detect.operations.SpamdDetector;
import dev.netgen.analyzer.detect.proxy.ProxyProtocolDetector;
import dev.netgen.analyzer.detect.proxy.SocksDetector;
import dev.netgen.analyzer.detect.quic.QuicDetector;
import dev.netgen.analyzer.detect.remote.JdwpDetector;
import dev.netgen.analyzer.detect.remote.RdpDetector;
import dev.netgen.analyzer.detect.remote.RfbDetector;
import dev.netgen.analyzer.detect.remote.SshDetector;
import dev.netgen.analyzer.detect.remote.TelnetDetector;
import dev.netgen.analyzer.detect.remote.X11Detector;
import dev.netgen.analyzer.detect.routing.RoutingDetector;
import dev.netgen.analyzer.detect.rpc.DceRpcDetector;
import dev.netgen.analyzer.detect.rpc.DubboDetector;
import dev.netgen.analyzer.detect.rpc.GiopDetector;
import dev.netgen.analyzer.detect.rpc.OncRpcDetector;
import dev.netgen.analyzer.detect.rpc.RSocketDetector;
import dev.netgen.analyzer.detect.rpc.RaftDetector;
import dev.netgen.analyzer.detect.rpc.RmiDetector;
import dev.netgen.analyzer.detect.rpc.ThriftDetector;
import dev.netgen.analyzer.detect.store.BoltDetector;
import dev.netgen.analyzer.detect.store.CassandraDetector;
import dev.netgen.analyzer.detect.store.CassandraNodesDetector;
import dev.netgen.analyzer.detect.store.CephDetector;
import dev.netgen.analyzer.detect.store.ClickHouseDetector;
import dev.netgen.analyzer.detect.store.DrdaDetector;
import dev.netgen.analyzer.detect.store.ElasticsearchDetector;
import dev.netgen.analyzer.detect.store.FirebirdDetector;
import dev.netgen.analyzer.detect.store.H2Detector;
import dev.netgen.analyzer.detect.store.HazelcastDetector;
import dev.netgen.analyzer.detect.store.IgniteDetector;
import dev.netgen.analyzer.detect.store.MemcachedDatagramDetector;
import dev.netgen.analyzer.detect.store.MemcachedDetector;
import dev.netgen.analyzer.detect.store.MongoDetector;
import dev.netgen.analyzer.detect.store.MysqlDetector;
import dev.netgen.analyzer.detect.store.PostgresDetector;
import dev.netgen.analyzer.detect.store.RedisBusDetector;
import dev.netgen.analyzer.detect.store.RedisDetector;
import dev.netgen.analyzer.detect.store.TarantoolDetector;
import dev.netgen.analyzer.detect.store.TdsDetector;
import dev.netgen.analyzer.detect.telemetry.CollectdDetector;
import dev.netgen.analyzer.detect.telemetry.FlowExportDetector;
import dev.netgen.analyzer.detect.telemetry.FluentdDetector;
import dev.netgen.analyzer.detect.telemetry.GelfDetector;
import dev.netgen.analyzer.detect.telemetry.GraphiteDetector;
import dev.netgen.analyzer.detect.telemetry.InfluxLineDetector;
import dev.netgen.analyzer.detect.telemetry.SflowDetector;
import dev.netgen.analyzer.detect.telemetry.StatsdDetector;
import dev.netgen.analyzer.detect.telemetry.SyslogDetector;
import dev.netgen.analyzer.detect.telemetry.SyslogStreamDetector;
import dev.netgen.analyzer.detect.telemetry.ZabbixDetector;
import dev.netgen.analyzer.detect.tls.DtlsDetector;
import dev.netgen.analyzer.detect.tls.TlsDetector;
import dev.netgen.analyzer.detect.underlay.AyiyaDetector;
import dev.netgen.analyzer.detect.underlay.EchoDetector;
import dev.netgen.analyzer.detect.underlay.EspDetector;
import dev.netgen.analyzer.detect.underlay.EspInUdpDetector;
import dev.netgen.analyzer.detect.underlay.IkeDetector;
import dev.netgen.analyzer.detect.underlay.L2tpDetector;
import dev.netgen.analyzer.detect.underlay.OpenVpnDetector;
import dev.netgen.analyzer.detect.underlay.PptpDetector;
import dev.netgen.analyzer.detect.underlay.TeredoDetector;
import dev.netgen.analyzer.detect.underlay.WireGuardDetector;
import dev.netgen.analyzer.detect.web.AjpDetector;
import dev.netgen.analyzer.detect.web.FastCgiDetector;
import dev.netgen.analyzer.detect.web.Http2Detector;
import dev.netgen.analyzer.detect.web.HttpDetector;
import dev.netgen.analyzer.detect.web.ScgiDetector;
import dev.netgen.analyzer.detect.web.UwsgiDetector;
import dev.netgen.analyzer.detect.web.WebSocketDetector;

/**
 * All detectors, in the order in which they are asked; the first match decides. To add a protocol:
 * one class, its recorded exchange, one line here. What demands most of the bytes goes first.
 */
final class Detectors {
  /** Over byte streams. */
  static final ImmutableList<Detector> STREAM =
      ImmutableList.of(
          new ProxyProtocolDetector(),
          new PostgresDetector(),
          new NatsDetector(), // whose clients go on in TLS from their first byte
          new TlsDetector(),
          new SshDetector(),
          new BgpDetector(),
          new RsyncDetector(),
          new GitDetector(),
          new SvnDetector(),
          new CephDetector(),
          OpenVpnDetector.stream(),
          new NbdDetector(),
          new IscsiDetector(),
          new ZmtpDetector(),
          new SpDetector(),
          new GearmanDetector(),
          new OpcUaDetector(),
          new GiopDetector(),
          JGroupsDetector.stream(),
          new TarantoolDetector(),
          new X11Detector(),
          new DicomDetector(),
          new Hl7Detector(),
          new FixDetector(),
          new BitTorrentDetector(),
          new RtmpDetector(),
          new PptpDetector(),
          new FastCgiDetector(),
          new AjpDetector(),
          new UwsgiDetector(),
          new ScgiDetector(),
          new Http2Detector(),
          new HttpDetector(),
          new WebSocketDetector(),
          new AmqpDetector(),
          new Amqp1Detector(),
          new OpenWireDetector(),
          new ArtemisDetector(),
          new StompDetector(),
          new PulsarDetector(),
          new KafkaDetector(),
          new ZooKeeperDetector(),
          new ZooKeeperMembersDetector(),
          new MqttDetector(),
          new MysqlDetector(),
          new MongoDetector(),
          new BoltDetector(),
          new CassandraDetector(),
          new FirebirdDetector(),
          new CassandraNodesDetector(),
          new ClickHouseDetector(),
          new ElasticsearchDetector(),
          new HazelcastDetector(),
          new RmiDetector(),
          new JdwpDetector(),
          new ThriftDetector(),
          new RedisBusDetector(),
          new RedisDetector(),
          new MemcachedDetector(),
          new RaftDetector(),
          MemberlistDetector.stream(),
          new RabbitStreamDetector(),
          new ErlangDetector(),
          new EpmdDetector(),
          new GaleraDetector(),
          new DrdaDetector(),
          new IgniteDetector(),
          new H2Detector(),
          new RSocketDetector(),
          new FluentdDetector(),
          new DubboDetector(),
          new SmppDetector(),
          new Iec104Detector(),
          new MpdDetector(),
          new ManageSieveDetector(),
          new StunDetector(),
          new DnsStreamDetector(),
          KerberosDetector.stream(),
          new TdsDetector(),
          new RdpDetector(),
          new SmbDetector(),
          new DiameterDetector(),
          new DceRpcDetector(),
          new Dnp3Detector(),
          new RfbDetector(),
          new LdapDetector(),
          OncRpcDetector.stream(),
          new ModbusDetector(),
          new MmsDetector(),
          new CoapStreamDetector(),
          new SocksDetector(),
          new XmppDetector(),
          new SipDetector(),
          new RtspDetector(),
          new SmtpDetector(),
          new FtpDetector(),
          new NntpDetector(),
          new BeanstalkDetector(),
          new HaproxyPeersDetector(),
          new SpamdDetector(),
          new ClamdDetector(),
          new IcapDetector(),
          new DistccDetector(),
          new NrpeDetector(),
          new NutDetector(),
          new MuninDetector(),
          new GpsdDetector(),
          new ImapDetector(),
          new Pop3Detector(),
          new IrcDetector(),
          new TelnetDetector(),
          new SyslogStreamDetector(),
          new ZabbixDetector(),
          new GelfDetector(),
          new GraphiteDetector(),
          new InfluxLineDetector());

  /** Over datagrams. */
  static final ImmutableList<Detector> DATAGRAM =
      ImmutableList.of(
          new ProxyProtocolDetector(),
          new QuicDetector(),
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
          new RtpsDetector(),
          new CoapDetector(),
          new SipDetector(),
          new MemcachedDatagramDetector(),
          new SyslogDetector(),
          new StatsdDetector(),
          new GraphiteDetector(),
          new InfluxLineDetector());

  /** Over ESP. */
  static final ImmutableList<Detector> ESP = ImmutableList.of(new EspDetector());

  /** Over ICMP. */
  static final ImmutableList<Detector> ICMP = ImmutableList.of(EchoDetector.v4());

  /** Over ICMPv6. */
  static final ImmutableList<Detector> ICMPV6 =
      ImmutableList.of(
          EchoDetector.v6(), LinkMessageDetector.neighbours(), LinkMessageDetector.listeners());

  /** Over the numbers of IP that routers have for themselves. */
  static final ImmutableList<Detector> IGMP = ImmutableList.of(RoutingDetector.igmp());

  static final ImmutableList<Detector> EIGRP = ImmutableList.of(RoutingDetector.eigrp());
  static final ImmutableList<Detector> OSPF = ImmutableList.of(RoutingDetector.ospf());
  static final ImmutableList<Detector> PIM = ImmutableList.of(RoutingDetector.pim());
  static final ImmutableList<Detector> VRRP = ImmutableList.of(RoutingDetector.vrrp());

  private Detectors() {}

  /** Those for what stood behind a preamble: datagrams, or a stream. */
  static ImmutableList<Detector> behind(Exchange rest) {
    return rest.client().messages() + rest.server().messages() > 0 ? DATAGRAM : STREAM;
  }

  /** Those of an IP protocol, by its number. */
  static ImmutableList<Detector> of(int protocol) {
    return switch (protocol) {
      case 6 -> STREAM;
      case 17 -> DATAGRAM;
      case 50 -> ESP;
      case 1 -> ICMP;
      case 58 -> ICMPV6;
      case 2 -> IGMP;
      case 88 -> EIGRP;
      case 89 -> OSPF;
      case 103 -> PIM;
      case 112 -> VRRP;
      default -> ImmutableList.of();
    };
  }
}
