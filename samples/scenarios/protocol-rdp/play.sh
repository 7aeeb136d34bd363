# shellcheck shell=bash disable=SC2154
# needs: xrdp=xrdp xfreerdp=freerdp2-x11 Xtigervnc=tigervnc-standalone-server
# RDP: TLS agreed on, RDP's own security with and without a cipher, a negotiation that fails.
pair
certificates server
desk() { # PORT SECURITY_LAYER CRYPT_LEVEL
  mkdir -p "$work/xrdp-$1"
  printf '%s\n' '[Globals]' "port=tcp://10.20.0.3:$1" "security_layer=$2" "crypt_level=$3" "certificate=$work/server.pem" \
    "key_file=$work/server.key" 'ssl_protocols=TLSv1.2, TLSv1.3' 'allow_channels=true' 'max_bpp=16' '[Logging]' \
    "LogFile=$work/xrdp-$1/log" 'LogLevel=INFO' '[Channels]' '[Xvnc]' 'name=Xvnc' 'lib=libvnc.so' 'username=ask' 'password=ask' \
    'ip=127.0.0.1' 'port=-1' >"$work/xrdp-$1/xrdp.ini"
  # shellcheck disable=SC2016
  daemon server tcp "$1" sh -c 'mount --rbind "$1" /mnt && mount -t tmpfs run /run && mkdir -p "$1" /run/xrdp && mount --rbind /mnt "$1" &&
    exec xrdp -n -c "$1/xrdp-$2/xrdp.ini"' sh "$work" "$1"
}
desk 3389 tls high
desk 3390 rdp high
desk 3391 rdp none
desk 3392 rdp high
mkdir -p /tmp/.X11-unix
mount -t tmpfs display /tmp/.X11-unix
Xtigervnc :9 -nolock -rfbport 5999 -SecurityTypes None -localhost -ac </dev/null >"$work/x.log" 2>&1 &
wait_for "a display" test -S /tmp/.X11-unix/X9
observe node client eth0
settle client 10.20.0.3
look() { # PORT SECURITY
  HOME=$work DISPLAY=:9 at client timeout 4 xfreerdp "/v:10.20.0.3:$1" "/sec:$2" /cert:ignore /u:shop /p:not-a-real-secret /size:200x200 /bpp:16 \
    >"$work/xfreerdp-$1.log" 2>&1 || true
}
look 3389 tls
look 3390 rdp
look 3391 rdp
look 3392 nla
