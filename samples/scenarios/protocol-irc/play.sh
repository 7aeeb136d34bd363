# shellcheck shell=bash disable=SC2154
# needs: inspircd=inspircd
# IRC by STARTTLS, in clear where it is offered, and over TLS.
pair
certificates server
cat >"$work/inspircd.conf" <<CONF
<server name="irc.shop" description="shop" network="shop">
<admin name="shop" nick="shop" email="root@shop">
<bind address="10.20.0.3" port="6667" type="clients">
<bind address="10.20.0.3" port="6670" type="clients">
<bind address="10.20.0.3" port="6697" type="clients" sslprofile="shop">
<sslprofile name="shop" provider="gnutls" cafile="$work/ca.pem" certfile="$work/server.pem" keyfile="$work/server.key">
<module name="ssl_gnutls">
<module name="starttls">
<starttls provider="shop">
<connect allow="*" resolvehostnames="no" useident="no">
<log method="file" type="*" level="default" target="$work/irc.log">
<pid file="$work/irc.pid">
CONF
daemon server tcp 6667 inspircd --runasroot --nofork --nopid --config "$work/inspircd.conf"
observe node client eth0
settle client 10.20.0.3
at client python3 - <<'PLAY'
import socket, ssl
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
def until(s, text):
    got = b""
    while text not in got:
        more = s.recv(4096)
        if not more:
            break
        got += more
def talk(s):
    s.sendall(b"NICK shop\r\nUSER shop 0 * :shop\r\n")
    until(s, b" 422 ")
    s.sendall(b"JOIN #shop\r\nPRIVMSG #shop :hello\r\nQUIT :bye\r\n")
    until(s, b"ERROR")
    s.close()
def join(port):
    s = socket.create_connection(("10.20.0.3", port))
    s.settimeout(5)
    return s
s = join(6667)
s.sendall(b"CAP LS\r\nSTARTTLS\r\n")
until(s, b" 670 ")
talk(context.wrap_socket(s))
s = join(6670)
s.sendall(b"CAP LS\r\nCAP END\r\n")
talk(s)
talk(context.wrap_socket(join(6697)))
PLAY
