# shellcheck shell=bash disable=SC2154
# needs: /lib/nut/upsd=nut-server /lib/nut/upsmon=nut-client certutil=libnss3-tools munin-node=munin-node /usr/share/munin/munin-update=munin openssl=openssl
# NUT and Munin, whose clients change to TLS by STARTTLS.
pair
chmod a+x "$work"
ip -n client link set lo up
ip -n server link set lo up
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 30 -subj /CN=10.20.0.3 2>/dev/null
chmod a+r "$work/key.pem"
mkdir "$work/nut" "$work/nss" "$work/nut-client"
certutil -N -d "$work/nss" --empty-password
head -c 2048 /dev/urandom >"$work/noise"
certutil -S -x -d "$work/nss" -n shop -s CN=10.20.0.3 -t CTu,CTu,CTu -z "$work/noise" >/dev/null 2>&1
printf '[shop]\ndriver = dummy-ups\nport = shop.dev\n' >"$work/nut/ups.conf"
printf 'ups.status: OL\nbattery.charge: 90\n' >"$work/nut/shop.dev"
printf 'LISTEN 10.20.0.3 3493\nCERTPATH %s\nCERTIDENT "shop" ""\n' "$work/nss" >"$work/nut/upsd.conf"
printf '[admin]\npassword = not-a-real-secret\nupsmon slave\n' >"$work/nut/upsd.users"
chmod -R go-rwx "$work/nut"
export NUT_CONFPATH=$work/nut NUT_STATEPATH=$work/nut NUT_ALTPIDPATH=$work/nut
ip netns exec server /lib/nut/dummy-ups -a shop -u root -F </dev/null >"$work/dummy.log" 2>&1 &
sleep 1
ip netns exec server /lib/nut/upsd -F -u root </dev/null >"$work/upsd.log" 2>&1 &
mkdir "$work/munin"
printf '#!/bin/sh\n[ "$1" = config ] && echo "graph_title shop" && echo "orders.label orders" && exit\necho orders.value 3\n' >"$work/munin/shop"
chmod a+rx "$work/munin" "$work/munin/shop"
cat >"$work/munin-node.conf" <<PLAY
log_file $work/munin-node.log
pid_file $work/munin-node.pid
background 0
setsid 0
user root
group root
host 10.20.0.3
port 4949
allow ^10\.20\.0\.2$
host_name shop
tls enabled
tls_private_key $work/key.pem
tls_certificate $work/cert.pem
tls_verify_certificate no
PLAY
mount --bind "$work/munin" /etc/munin/plugins
ip netns exec server munin-node --config "$work/munin-node.conf" </dev/null >"$work/munin-node.out" 2>&1 &
mkdir "$work/db" "$work/run" "$work/www"
chown munin "$work/db" "$work/run" "$work/www"
for each in paranoid enabled disabled; do
  cat >"$work/munin-$each.conf" <<PLAY
dbdir $work/db
logdir $work/run
rundir $work/run
htmldir $work/www
tls $each
tls_verify_certificate no
tls_private_key $work/key.pem
tls_certificate $work/cert.pem
[shop]
  address 10.20.0.3
  use_node_name yes
PLAY
done
sleep 2
observe node client eth0
settle client 10.20.0.3
printf 'MONITOR shop@10.20.0.3 1 admin not-a-real-secret slave\nMINSUPPLIES 1\nSHUTDOWNCMD /bin/true\nCERTPATH %s\nCERTVERIFY 0\nFORCESSL 1\nRUN_AS_USER root\nDEBUG_MIN 1\n' "$work/nss" >"$work/nut-client/upsmon.conf"
chmod -R go-rwx "$work/nut-client"
NUT_CONFPATH=$work/nut-client at client timeout 4 /lib/nut/upsmon -F -u root >"$work/upsmon.log" 2>&1 || true
for each in paranoid enabled disabled; do
  at client setpriv --reuid munin --clear-groups timeout 8 /usr/share/munin/munin-update --config_file "$work/munin-$each.conf" --nofork >"$work/update-$each.log" 2>&1 || true
done
