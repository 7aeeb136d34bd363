# shellcheck shell=bash disable=SC2154
# needs: perl=libauthen-tacacsplus-perl in.rlogind=rsh-redone-server rsh-redone-rlogin=rsh-redone-client oidentd=oidentd
# needs: ncat=ncat natpmpc=natpmpc miniupnpd=miniupnpd-nftables xdm=xdm Xvfb=xvfb
# TACACS+, rlogin, rsh, ident, NAT-PMP, XDMCP.
pair
ip -n client link set lo up
ip -n server link set lo up
ip netns exec server python3 "$scenarios/protocol-access/tacacs.py" notreal </dev/null >"$work/tacacs.log" 2>&1 &
printf '%s required pam_permit.so\n' auth account session >"$work/pam"
printf '127.0.0.1 localhost\n10.20.0.2 client\n10.20.0.3 server\n' >"$work/hosts"
mount --bind "$work/hosts" /etc/hosts
mount --bind "$work/pam" /etc/pam.d/rsh
mount --bind "$work/pam" /etc/pam.d/rlogin
mount --bind "$work/pam" /etc/pam.d/login
ip netns exec server systemd-socket-activate -l 10.20.0.3:513 -a --inetd /usr/sbin/in.rlogind </dev/null >"$work/rlogind.log" 2>&1 &
ip netns exec server systemd-socket-activate -l 10.20.0.3:514 -a --inetd /usr/sbin/in.rshd </dev/null >"$work/rshd.log" 2>&1 &
ip netns exec server oidentd -i -S -u nobody -g nogroup </dev/null >"$work/oidentd.log" 2>&1 &
ip -n server link add outer type veth peer name inner
address server outer 203.0.113.7/24
ip -n server link set inner up
cat >"$work/upnp.conf" <<'PLAY'
ext_ifname=outer
listening_ip=eth0
ext_ip=11.0.0.7
enable_natpmp=yes
enable_upnp=no
uuid=00000000-0000-0000-0000-000000000001
allow 1024-65535 10.20.0.0/24 1024-65535
PLAY
ip netns exec server miniupnpd -d -f "$work/upnp.conf" -P "$work/upnp.pid" </dev/null >"$work/miniupnpd.log" 2>&1 &
mkdir "$work/xdm"
printf '*\n' >"$work/xdm/access"
printf '#!/bin/sh\nexit 0\n' >"$work/xdm/nothing"
chmod +x "$work/xdm/nothing"
cat >"$work/xdm/config" <<PLAY
DisplayManager.errorLogFile: $work/xdm.log
DisplayManager.servers: $work/xdm/nothing
DisplayManager.accessFile: $work/xdm/access
DisplayManager.pidFile: $work/xdm/pid
DisplayManager.authDir: $work/xdm
DisplayManager.requestPort: 177
DisplayManager*setup: $work/xdm/nothing
DisplayManager*startup: $work/xdm/nothing
PLAY
printf '' >"$work/xdm/servers"
sed -i "s|$work/xdm/nothing\$|$work/xdm/servers|;" "$work/xdm/config"
ip netns exec server xdm -nodaemon -config "$work/xdm/config" </dev/null >"$work/xdm.out" 2>&1 &
sleep 2
observe node client eth0
settle client 10.20.0.3
at client perl -MAuthen::TacacsPlus -e '$t = new Authen::TacacsPlus(Host => "10.20.0.3", Key => "notreal", Port => 49, Timeout => 5) or die; print $t->authen("shop", "notreal") ? "in" : "out"' >&2
at client timeout 4 script -qc "rsh-redone-rlogin -l daemon 10.20.0.3" /dev/null </dev/null >"$work/rlogin.log" 2>&1 || true
at client timeout 4 rsh-redone-rsh -l root 10.20.0.3 echo hello </dev/null >"$work/rsh.log" 2>&1 || true
printf '513, 23\r\n' | at client timeout 3 ncat 10.20.0.3 113 >"$work/ident.log" || true
at client timeout 4 natpmpc -g 10.20.0.3 >"$work/natpmp.log" 2>&1 || true
at client timeout 4 natpmpc -g 10.20.0.3 -a 4000 4000 tcp 60 >>"$work/natpmp.log" 2>&1 || true
at client timeout 3 Xvfb :7 -query 10.20.0.3 -listen tcp -nolisten unix -once >"$work/xvfb.log" 2>&1 || true
