# shellcheck shell=bash disable=SC2154
# needs: ipmi_sim=openipmi ipmitool=ipmitool ddsperf=cyclonedds-tools knxd=knxd knxtool=knxd-tools
# IPMI 1.5 and 2.0, DDS, KNXnet/IP.
pair
ip -n client link set lo up
ip -n server link set lo up
mkdir "$work/ipmi"
cat >"$work/ipmi/lan.conf" <<'PLAY'
name "shop"
set_working_mc 0x20
  startlan 1
    addr 10.20.0.3 623
    priv_limit admin
    allowed_auths_callback none md2 md5 straight
    allowed_auths_user none md2 md5 straight
    allowed_auths_operator none md2 md5 straight
    allowed_auths_admin none md2 md5 straight
    guid a123456789abcdefa123456789abcdef
  endlan
  user 1 true "" "" user 10 none md2 md5 straight
  user 2 true "admin" "notreal" admin 10 none md2 md5 straight
PLAY
cat >"$work/ipmi/shop.emu" <<'PLAY'
mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
sel_enable 0x20 1000 0x0a
sensor_add 0x20 0 1 35 1
mc_enable 0x20
PLAY
ip netns exec server ipmi_sim -c "$work/ipmi/lan.conf" -f "$work/ipmi/shop.emu" -s "$work/ipmi" -n -p </dev/null >"$work/ipmi_sim.log" 2>&1 &
sleep 1
observe node client eth0
settle client 10.20.0.3
tool() { at client timeout 8 ipmitool -H 10.20.0.3 -U admin "$@" >>"$work/tool.log" 2>&1 || true; }
tool -I lanplus -C 3 -P notreal mc info
tool -I lanplus -C 1 -P notreal mc info
tool -I lanplus -C 3 -N 1 -R 0 -P wrong mc info
tool -I lan -A MD5 -P notreal mc info
tool -I lan -A PASSWORD -P notreal mc info
printf '<CycloneDDS><Domain><General><Interfaces><NetworkInterface name="eth0"/></Interfaces><AllowMulticast>%s</AllowMulticast></General>%s</Domain></CycloneDDS>' \
  true '' >"$work/dds.xml"
export CYCLONEDDS_URI=file://$work/dds.xml
ip netns exec server timeout 6 ddsperf -D 4 pong >"$work/dds-pong.log" 2>&1 &
at client timeout 6 ddsperf -D 3 ping 2Hz size 32 >"$work/dds-ping.log" 2>&1 || true
at server ip route add 224.0.0.0/4 dev eth0
at client ip route add 224.0.0.0/4 dev eth0
ip netns exec server knxd -e 1.1.1 -E 1.1.2:4 -I eth0 -D -T -R -S -b dummy: >"$work/knxd-server.log" 2>&1 &
sleep 1
ip netns exec client knxd -e 1.2.1 -E 1.2.2:4 -i6720 -b ipt:10.20.0.3 >"$work/knxd-client.log" 2>&1 &
sleep 1
at client timeout 3 knxtool on ip:127.0.0.1 1/2/3 >"$work/knxtool.log" 2>&1 || true
sleep 1
