# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless
# ZooKeeper's servers among themselves: they elect a leader and follow it.
lan one two three
[ -e /usr/share/zookeeper/bin/zkServer.sh ] || fail "missing zookeeper" 4
/usr/bin/python3 -c 'import kazoo' || fail "missing python3-kazoo" 4
start() {
  local where=$1 id=$2
  mkdir "$work/$where"
  echo "$id" >"$work/$where/myid"
  cat >"$work/$where/zoo.cfg" <<PLAY
tickTime=1000
initLimit=10
syncLimit=5
dataDir=$work/$where
clientPort=2181
admin.enableServer=false
server.1=10.20.0.2:2888:3888
server.2=10.20.0.3:2888:3888
server.3=10.20.0.4:2888:3888
PLAY
  ip netns exec "$where" env ZOOCFGDIR="$work/$where" ZOO_LOG_DIR="$work/$where" \
    bash /usr/share/zookeeper/bin/zkServer.sh start-foreground "$work/$where/zoo.cfg" </dev/null >"$work/$where/log" 2>&1 &
}
observe node two eth0
settle one 10.20.0.4
start one 1
start two 2
wait_for "a leader" listening two tcp 2888
sleep 2
start three 3
wait_for "the third" listening three tcp 2181
sleep 3
at one /usr/bin/python3 - <<'PLAY'
from kazoo.client import KazooClient
client = KazooClient(hosts="10.20.0.3:2181", timeout=10)
client.start(timeout=30)
for number in range(5):
    client.create(f"/order{number}", b"lamp", ephemeral=True)
client.stop()
client.close()
PLAY
sleep 3
