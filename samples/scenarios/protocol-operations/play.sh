# shellcheck shell=bash disable=SC2154
# needs: haproxy=haproxy spamd=spamd spamc=spamc clamd=clamav-daemon clamdscan=clamdscan c-icap=c-icap
# needs: c-icap-client=c-icap nrpe=nagios-nrpe-server /usr/lib/nagios/plugins/check_nrpe=nagios-nrpe-plugin
# needs: distccd=distcc gcc=gcc /lib/nut/upsd=nut-server upsrw=nut-client munin-node=munin-node gpsd=gpsd gpspipe=gpsd-clients
# HAProxy's peers, SpamAssassin, ClamAV, ICAP, NRPE, distcc, NUT, Munin, gpsd.
pair
chmod a+x "$work"
for each in client server; do
  other=server
  [ "$each" = client ] || other=client
  cat >"$work/haproxy-$each.cfg" <<PLAY
global
  localpeer $each
defaults
  mode tcp
  timeout client 3s
  timeout server 3s
  timeout connect 3s
peers shop
  $([ "$each" = client ] && printf 'bind 10.20.0.2:10000\n  server client\n  server server 10.20.0.3:10000' ||
    printf 'bind 10.20.0.3:10000\n  server server\n  server client 10.20.0.2:10000 disabled')
frontend front
  bind 127.0.0.1:8080
  stick-table type ip size 1k expire 1m store conn_cnt peers shop
  tcp-request connection track-sc0 src
  default_backend none
backend none
PLAY
done
ip -n client link set lo up
ip -n server link set lo up
ip netns exec server haproxy -db -f "$work/haproxy-server.cfg" >"$work/haproxy-server.log" 2>&1 &
mkdir -p "$work/clam" "$work/sa" "$work/icap" "$work/distcc"
echo 'not-a-real-virus:0:*:6e6f742d612d7265616c2d7669727573' >"$work/clam/shop.ndb"
cat >"$work/clamd.conf" <<PLAY
DatabaseDirectory $work/clam
TCPSocket 3310
TCPAddr 10.20.0.3
Foreground yes
User root
PLAY
daemon server tcp 3310 clamd -c "$work/clamd.conf"
printf '127.0.0.1 localhost\n10.20.0.2 client\n10.20.0.3 server\n' >"$work/hosts"
mount --bind "$work/hosts" /etc/hosts
daemon server tcp 783 spamd -L -x -i 10.20.0.3 -A 10.20.0.2 -p 783 --min-children=1 --max-children=1 \
  --helper-home-dir="$work/sa"
cat >"$work/icap.conf" <<PLAY
PidFile $work/icap/pid
CommandsSocket $work/icap/ctl
Port 10.20.0.3:1344
User root
Group root
ServerLog $work/icap/server.log
AccessLog $work/icap/access.log
ModulesDir $(dirname "$(find /usr/lib -name sys_logger.so -path '*c_icap*' | head -n 1)")
ServicesDir $(dirname "$(find /usr/lib -name srv_echo.so | head -n 1)")
Service echo srv_echo.so
TmpDir $work/icap
PLAY
daemon server tcp 1344 c-icap -N -f "$work/icap.conf"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=server -keyout "$work/nrpe.key" -out "$work/nrpe.pem" 2>/dev/null
for port in 5666 5667; do
  cat >"$work/nrpe-$port.cfg" <<PLAY
server_port=$port
server_address=10.20.0.3
allowed_hosts=10.20.0.2
nrpe_user=nobody
nrpe_group=nogroup
pid_file=$work/nrpe-$port.pid
command[check_shop]=/bin/echo shop is open
ssl_cert_file=$work/nrpe.pem
ssl_privatekey_file=$work/nrpe.key
PLAY
done
chmod a+r "$work/nrpe.key"
daemon server tcp 5666 nrpe -f -n -c "$work/nrpe-5666.cfg"
daemon server tcp 5667 nrpe -f -c "$work/nrpe-5667.cfg"
daemon server tcp 3632 distccd --daemon --no-detach --user nobody --allow 10.20.0.2 --listen 10.20.0.3 --enable-tcp-insecure --log-stderr
mkdir -p "$work/nut"
printf '[shop]\ndriver = dummy-ups\nport = shop.dev\n' >"$work/nut/ups.conf"
printf 'ups.status: OL\nbattery.charge: 90\nups.delay.start: 10\n' >"$work/nut/shop.dev"
printf 'LISTEN 10.20.0.3 3493\n' >"$work/nut/upsd.conf"
printf '[admin]\npassword = not-a-real-secret\nactions = SET\ninstcmds = ALL\n' >"$work/nut/upsd.users"
chmod -R go-rwx "$work/nut"
export NUT_CONFPATH=$work/nut NUT_STATEPATH=$work/nut NUT_ALTPIDPATH=$work/nut
ip netns exec server /lib/nut/dummy-ups -a shop -u root -F </dev/null >"$work/dummy.log" 2>&1 &
sleep 1
daemon server tcp 3493 /lib/nut/upsd -F -u root
mkdir -p "$work/munin"
printf '#!/bin/sh\n[ "$1" = config ] && echo "graph_title shop" && echo "orders.label orders" && exit\necho orders.value 3\n' >"$work/munin/shop"
chmod a+rx "$work/munin" "$work/munin/shop"
cat >"$work/munin.conf" <<PLAY
log_file $work/munin.log
pid_file $work/munin.pid
background 0
setsid 0
user root
group root
host 10.20.0.3
port 4949
allow ^10\.20\.0\.2$
host_name shop
PLAY
mount --bind "$work/munin" /etc/munin/plugins
daemon server tcp 4949 munin-node --config "$work/munin.conf"
daemon server tcp 2947 gpsd -N -n -G -S 2947 -b -F "$work/gpsd.ctl"
observe node client eth0
settle client 10.20.0.3
ip netns exec client haproxy -db -f "$work/haproxy-client.cfg" >"$work/haproxy-client.log" 2>&1 &
printf 'Subject: lamps\n\nBuy lamps now.\n' | at client spamc -d 10.20.0.3 -p 783 -R >"$work/spamc.log" 2>&1 || true
at client spamc -K -d 10.20.0.3 -p 783 >>"$work/spamc.log" 2>&1 || true
printf 'TCPSocket 3310\nTCPAddr 10.20.0.3\n' >"$work/clamdscan.conf"
echo "this is not-a-real-virus" >"$work/bad.txt"
at client clamdscan --config-file="$work/clamdscan.conf" --stream "$work/bad.txt" >"$work/clamdscan.log" 2>&1 || true
at client clamdscan --config-file="$work/clamdscan.conf" --ping 1 >>"$work/clamdscan.log" 2>&1 || true
at client c-icap-client -i 10.20.0.3 -p 1344 -s echo -f "$work/bad.txt" -o "$work/icap.out" >"$work/icap.log" 2>&1 || true
at client c-icap-client -i 10.20.0.3 -p 1344 -s echo >>"$work/icap.log" 2>&1 || true
at client /usr/lib/nagios/plugins/check_nrpe -n -H 10.20.0.3 -p 5666 -c check_shop >"$work/nrpe.log" 2>&1 || true
at client /usr/lib/nagios/plugins/check_nrpe -n -2 -H 10.20.0.3 -p 5666 -c check_shop >>"$work/nrpe.log" 2>&1 || true
at client /usr/lib/nagios/plugins/check_nrpe -H 10.20.0.3 -p 5667 -c check_shop >>"$work/nrpe.log" 2>&1 || true
echo 'int main(void) { return 0; }' >"$work/shop.c"
(cd "$work" && DISTCC_HOSTS=10.20.0.3 DISTCC_DIR=$work/distcc at client distcc gcc -c shop.c -o shop.o) >"$work/distcc.log" 2>&1 || true
(cd "$work" && DISTCC_HOSTS=10.20.0.3,lzo,cpp DISTCC_DIR=$work/distcc at client distcc gcc -c shop.c -o shop.o) >>"$work/distcc.log" 2>&1 || true
at client upsc shop@10.20.0.3 >"$work/ups.log" 2>&1 || true
at client upsrw -s ups.delay.start=20 -u admin -p not-a-real-secret shop@10.20.0.3 >>"$work/ups.log" 2>&1 || true
printf 'cap multigraph\nlist\nconfig shop\nfetch shop\nquit\n' | at client busybox nc -w 2 10.20.0.3 4949 >"$work/munin.out" 2>&1 || true
at client timeout 2 gpspipe -w 10.20.0.3:2947 >"$work/gps.out" 2>&1 || true
sleep 1
