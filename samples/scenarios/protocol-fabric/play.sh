# shellcheck shell=bash disable=SC2154
# needs: ovsdb-server=openvswitch-switch ovs-testcontroller=openvswitch-testcontroller yaz-ztest=yaz
# needs: ncat=ncat ffmpeg=ffmpeg srt-live-transmit=srt-tools
# OpenFlow, OVSDB, Z39.50, MPEG's transport stream, SRT with a key and without.
pair
chmod a+x "$work"
ip -n client link set lo up
ip -n server link set lo up
export OVS_RUNDIR=$work OVS_LOGDIR=$work OVS_DBDIR=$work
ovsdb-tool create "$work/conf.db" /usr/share/openvswitch/vswitch.ovsschema
ip netns exec client ovsdb-server "$work/conf.db" --remote="punix:$work/db.sock" --pidfile </dev/null >"$work/ovsdb.log" 2>&1 &
ovsdb-tool create "$work/other.db" /usr/share/openvswitch/vswitch.ovsschema
ip netns exec server ovsdb-server "$work/other.db" --remote=ptcp:6640:10.20.0.3 --unixctl="$work/other.ctl" --pidfile="$work/other.pid" </dev/null >"$work/ovsdb-server.log" 2>&1 &
ip netns exec server ovs-testcontroller ptcp:6653:10.20.0.3 --unixctl="$work/controller.ctl" --pidfile="$work/controller.pid" </dev/null >"$work/controller.log" 2>&1 &
ip netns exec client ovs-vswitchd "unix:$work/db.sock" --pidfile </dev/null >"$work/vswitchd.log" 2>&1 &
ip netns exec server yaz-ztest tcp:10.20.0.3:9999 </dev/null >"$work/ztest.log" 2>&1 &
ip netns exec server sh -c 'timeout 30 ncat -u -l 10.20.0.3 1234 >/dev/null' </dev/null &
sleep 2
observe node client eth0
settle client 10.20.0.3
at client ovs-vsctl --db="unix:$work/db.sock" --no-wait init
at client timeout 8 ovs-vsctl --db="unix:$work/db.sock" add-br br0 -- set bridge br0 datapath_type=netdev -- set-controller br0 tcp:10.20.0.3:6653 >"$work/vsctl.log" 2>&1 || true
at client timeout 5 ovsdb-client list-dbs tcp:10.20.0.3:6640 >"$work/ovsdb-client.log" 2>&1 || true
printf 'open tcp:10.20.0.3:9999\nbase Default\nfind computer\nshow 1\nquit\n' | at client timeout 5 yaz-client >"$work/yaz.log" 2>&1 || true
at client timeout 6 ffmpeg -hide_banner -re -f lavfi -i testsrc=size=64x64:rate=5 -t 1 -c:v mpeg2video -b:v 100k -f mpegts udp://10.20.0.3:1234?pkt_size=1316 </dev/null >"$work/ffmpeg.log" 2>&1 || true
for each in '' '&passphrase=not-a-real-secret&pbkeylen=16'; do
  port=$([ -z "$each" ] && echo 9710 || echo 9711)
  ip netns exec server timeout 6 srt-live-transmit -q "srt://10.20.0.3:$port?mode=listener$each" file://con </dev/null >"$work/srt-$port.out" 2>"$work/srt-$port.log" &
  sleep 0.5
  ip netns exec client sh -c "sleep 1; head -c 9000 /dev/zero; sleep 1" | at client timeout 4 srt-live-transmit -q file://con "srt://10.20.0.3:$port?mode=caller$each" >"$work/srtc-$port.log" 2>&1 || true
done
sleep 1
