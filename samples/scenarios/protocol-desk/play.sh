# shellcheck shell=bash disable=SC2154
# needs: lpr=lprng cvs=cvs ncat=ncat named=bind9 rndc=bind9-utils dbus-daemon=dbus dbus-send=dbus libvirtd=libvirt-daemon virsh=libvirt-clients
# needs: pulseaudio=pulseaudio pactl=pulseaudio-utils
# LPD, CVS, BIND's control channel, D-Bus over TCP, libvirt, PulseAudio.
pair
ip -n client link set lo up
ip -n server link set lo up
own=(env -i "PATH=/usr/sbin:/usr/bin:/sbin:/bin" "HOME=$work" LOGNAME=shop USER=shop)
printf '127.0.0.1 localhost\n10.20.0.2 client\n10.20.0.3 server\n10.20.0.2 shop\n' >"$work/hosts"
mount --bind "$work/hosts" /etc/hosts
hostname shop
printf "%032d\n" 0 >"$work/machine-id"
mount --bind "$work/machine-id" /etc/machine-id
# CVS
mkdir "$work/cvs"
chmod 755 "$work"
cvs -d "$work/cvs" init
echo "shop:$(openssl passwd -1 notreal):nobody" >"$work/cvs/CVSROOT/passwd"
chown -R nobody "$work/cvs"
ip netns exec server "${own[@]}" ncat -lk 10.20.0.3 2401 -e "/usr/bin/cvs --allow-root=$work/cvs pserver" </dev/null >"$work/cvs.log" 2>&1 &
# BIND
cat >"$work/named.conf" <<PLAY
options { directory "$work"; listen-on { 10.20.0.3; }; pid-file none; recursion no; session-keyfile none; managed-keys-directory "$work"; };
key control { algorithm hmac-sha256; secret "bm90cmVhbG5vdHJlYWxub3RyZWFsbm90cmVhbG4="; };
controls { inet 10.20.0.3 port 953 allow { any; } keys { control; }; };
PLAY
ip netns exec server "${own[@]}" named -g -c "$work/named.conf" </dev/null >"$work/named.log" 2>&1 &
printf 'key control { algorithm hmac-sha256; secret "bm90cmVhbG5vdHJlYWxub3RyZWFsbm90cmVhbG4="; };\noptions { default-key control; default-server 10.20.0.3; };\n' >"$work/rndc.conf"
# D-Bus
cat >"$work/bus.conf" <<PLAY
<busconfig><type>session</type><listen>tcp:host=10.20.0.3,bind=10.20.0.3,port=7100,family=ipv4</listen><auth>ANONYMOUS</auth><allow_anonymous/>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
PLAY
ip netns exec server "${own[@]}" dbus-daemon --config-file="$work/bus.conf" --nofork --nopidfile </dev/null >"$work/bus.log" 2>&1 &
# libvirt
printf 'listen_tls = 0\nlisten_tcp = 1\nlisten_addr = "10.20.0.3"\nauth_tcp = "none"\nunix_sock_dir = "%s"\n' "$work" >"$work/libvirtd.conf"
ip netns exec server "${own[@]}" libvirtd -l -f "$work/libvirtd.conf" -p "$work/libvirtd.pid" </dev/null >"$work/libvirtd.log" 2>&1 &
# PulseAudio
ip netns exec server "${own[@]}" pulseaudio -n --exit-idle-time=-1 --disable-shm=yes --use-pid-file=no \
  -L "module-null-sink" -L "module-native-protocol-tcp auth-anonymous=1 listen=10.20.0.3" </dev/null >"$work/pulse.log" 2>&1 &
# LPD
ip netns exec server python3 "$scenarios/protocol-desk/lpd.py" </dev/null >"$work/lpd.log" 2>&1 &
sleep 3
observe node client eth0
settle client 10.20.0.3
client() { at client "${own[@]}" timeout "$@"; }
client 5 sh -c "{ sleep 1; printf 'notreal\n'; sleep 1; } | script -qc 'cvs -d :pserver:shop@10.20.0.3:$work/cvs login' /dev/null" >"$work/cvs-login.log" 2>&1 || true
mkdir "$work/checkout"
client 5 sh -c "cd $work/checkout && cvs -d :pserver:shop@10.20.0.3:$work/cvs checkout CVSROOT" >>"$work/cvs-login.log" 2>&1 || true
client 5 rndc -c "$work/rndc.conf" reconfig >"$work/rndc.log" 2>&1 || true
client 5 dbus-send --bus=tcp:host=10.20.0.3,port=7100,family=ipv4 --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames >"$work/dbus-send.log" 2>&1 || true
client 5 virsh -c qemu+tcp://10.20.0.3/system list >"$work/virsh.log" 2>&1 || true
client 5 pactl -s tcp:10.20.0.3 list short sinks >"$work/pactl.log" 2>&1 || true
echo hello >"$work/page"
client 6 lpr -Plp@10.20.0.3 "$work/page" >"$work/lpr.log" 2>&1 || true
