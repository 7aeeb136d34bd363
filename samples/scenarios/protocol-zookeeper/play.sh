# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless
# ZooKeeper: sessions of kazoo for anybody and with digest credentials, and words of four letters.
pair
[ -e /usr/share/zookeeper/bin/zkServer.sh ] || fail "missing zookeeper" 4
/usr/bin/python3 -c 'import kazoo' || fail "missing python3-kazoo" 4
mkdir "$work/zk"
cat >"$work/zk/zoo.cfg" <<PLAY
tickTime=2000
dataDir=$work/zk
clientPort=2181
clientPortAddress=10.20.0.3
admin.enableServer=false
4lw.commands.whitelist=ruok,srvr,mntr
PLAY
daemon server tcp 2181 env ZOOCFGDIR="$work/zk" ZOO_LOG_DIR="$work/zk" \
  bash /usr/share/zookeeper/bin/zkServer.sh start-foreground "$work/zk/zoo.cfg"
# Each use has a port of its own, all of which lead to the one server.
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 2182-2183 redirect to :2181; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 - <<'PLAY'
import socket
from kazoo.client import KazooClient

def use(port, **options):
    client = KazooClient(hosts=f"10.20.0.3:{port}", timeout=10, **options)
    client.start(timeout=30)
    path = client.create("/order", b"lamp", ephemeral=True, sequence=True)
    client.get(path)
    client.get_children("/")
    client.stop()
    client.close()

use(2181)
use(2182, auth_data=[("digest", "shop:not-a-real-secret")])
for word in (b"ruok", b"srvr\n", b"mntr", b"dump"):
    with socket.create_connection(("10.20.0.3", 2183), timeout=5) as s:
        s.sendall(word)
        while s.recv(4096):
            pass
PLAY
