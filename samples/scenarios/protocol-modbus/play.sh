# shellcheck shell=bash disable=SC2154
# Modbus by pymodbus: registers and coils read and written, over TCP, UDP and TLS.
pair
certificates server
/usr/bin/python3 -c 'import pymodbus, serial, serial_asyncio' || fail "missing python3-pymodbus, python3-serial or python3-serial-asyncio" 4
cat >"$work/plant.py" <<'PLAY'
import sys
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartTcpServer, StartTlsServer, StartUdpServer

block = lambda: ModbusSequentialDataBlock(0, [1] * 100)
context = ModbusServerContext(slaves=ModbusSlaveContext(hr=block(), co=block()), single=True)
kind, address = sys.argv[1], ("10.20.0.3", int(sys.argv[2]))
if kind == "tls":
    StartTlsServer(context=context, address=address, certfile=sys.argv[3], keyfile=sys.argv[4])
else:
    {"tcp": StartTcpServer, "udp": StartUdpServer}[kind](context=context, address=address)
PLAY
daemon server tcp 502 /usr/bin/python3 "$work/plant.py" tcp 502
daemon server udp 502 /usr/bin/python3 "$work/plant.py" udp 502
daemon server tcp 802 /usr/bin/python3 "$work/plant.py" tls 802 "$work/server.pem" "$work/server.key"
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 - "$work/ca.pem" <<'PLAY'
import ssl, sys
from pymodbus.client import ModbusTcpClient, ModbusTlsClient, ModbusUdpClient

tls = ssl.create_default_context(cafile=sys.argv[1])
for client in (ModbusTcpClient("10.20.0.3", 502), ModbusUdpClient("10.20.0.3", 502), ModbusTlsClient("10.20.0.3", 802, sslctx=tls, server_hostname="server")):
    client.connect()
    client.read_holding_registers(1, 5)
    client.write_coil(3, True)
    client.read_coils(1, 9)
    client.read_holding_registers(500, 5)
    client.close()
PLAY
sleep 0.5
