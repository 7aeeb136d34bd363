# shellcheck shell=bash disable=SC2154
# needs: telnetd=inetutils-telnetd telnet=inetutils-telnet socat=socat rpcbind=rpcbind rpcinfo=rpcbind Xtigervnc=tigervnc-standalone-server
# Telnet, a portmapper, a desktop: in clear, all of them.
pair
daemon server tcp 23 socat TCP-LISTEN:23,bind=10.20.0.3,reuseaddr,fork 'EXEC:telnetd -E /bin/true'
daemon server tcp 111 rpcbind -f
daemon server tcp 5901 Xtigervnc :1 -rfbport 5901 -SecurityTypes None -interface 10.20.0.3 -nolisten unix -ac
observe node client eth0
settle client 10.20.0.3
(sleep 1; echo) | at client telnet 10.20.0.3 >/dev/null 2>&1 || true
at client rpcinfo -T tcp 10.20.0.3 100000 >/dev/null 2>&1 || true
at client bash -c 'exec 3<>/dev/tcp/10.20.0.3/5901; head -c 12 <&3 >/dev/null; printf "RFB 003.008\n" >&3
  head -c 2 <&3 >/dev/null; printf "\1" >&3; head -c 4 <&3 >/dev/null; printf "\1" >&3; head -c 24 <&3 >/dev/null'
