# shellcheck shell=bash disable=SC2154
# needs: thrift=thrift-compiler
# Thrift: one service in binary and compact, framed and not, with calls that want no reply.
pair
/usr/bin/python3 -c 'import thrift' || fail "missing python3-thrift" 4
cat >"$work/shop.thrift" <<'PLAY'
service Shop {
  string order(1: string item, 2: i32 count)
  oneway void note(1: string text)
}
PLAY
thrift --gen py -o "$work" "$work/shop.thrift"
cat >"$work/play.py" <<'PLAY'
import sys
sys.path.insert(0, sys.argv[1] + "/gen-py")
from shop import Shop
from thrift.protocol import TBinaryProtocol, TCompactProtocol
from thrift.server import TServer
from thrift.transport import TSocket, TTransport

KINDS = {
    9090: (TBinaryProtocol.TBinaryProtocolFactory(), TTransport.TBufferedTransportFactory()),
    9091: (TBinaryProtocol.TBinaryProtocolFactory(), TTransport.TFramedTransportFactory()),
    9092: (TCompactProtocol.TCompactProtocolFactory(), TTransport.TFramedTransportFactory()),
    9093: (TCompactProtocol.TCompactProtocolFactory(), TTransport.TBufferedTransportFactory()),
}
port = int(sys.argv[3])
protocol, transport = KINDS[port]


class Handler:
    def order(self, item, count):
        return "%d %s ordered" % (count, item)

    def note(self, text):
        pass


if sys.argv[2] == "serve":
    listening = TSocket.TServerSocket("10.20.0.3", port)
    TServer.TSimpleServer(Shop.Processor(Handler()), listening, transport, protocol).serve()
else:
    line = transport.getTransport(TSocket.TSocket("10.20.0.3", port))
    client = Shop.Client(protocol.getProtocol(line))
    line.open()
    client.order("lamp", 2)
    client.note("hello")
    client.order("chair", 1)
    line.close()
PLAY
for port in 9090 9091 9092 9093; do
  daemon server tcp "$port" /usr/bin/python3 "$work/play.py" "$work" serve "$port"
done
observe node client eth0
settle client 10.20.0.3
for port in 9090 9091 9092 9093; do
  at client /usr/bin/python3 "$work/play.py" "$work" call "$port"
done
