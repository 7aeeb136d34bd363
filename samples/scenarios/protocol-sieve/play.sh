# shellcheck shell=bash disable=SC2154
# needs: dovecot=dovecot-core sieve-connect=sieve-connect
# ManageSieve: Dovecot's server; logins in clear, behind STARTTLS, and where that was offered and not taken.
pair
certificates server
[ -e /usr/lib/dovecot/managesieve ] || fail "missing dovecot-managesieved" 4
cat >"$work/dovecot.conf" <<PLAY
base_dir = $work/dovecot
log_path = $work/dovecot.log
protocols = sieve
listen = 10.20.0.3
ssl = yes
ssl_cert = <$work/server.pem
ssl_key = <$work/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = dovecot
default_login_user = dovenull
passdb {
  driver = static
  args = password=not-a-real-secret
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$work/home/%u
}
mail_location = maildir:~/mail
plugin {
  sieve = file:~/sieve;active=~/.sieve
}
service managesieve-login {
  inet_listener sieve {
    port = 4190
  }
}
PLAY
mkdir -p "$work/home/shop"
chown -R nobody "$work/home"
daemon server tcp 4190 dovecot -F -c "$work/dovecot.conf"
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 4191-4192 redirect to :4190; }
}
PLAY
echo 'keep;' >"$work/keep.sieve"
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 - <<'PLAY'
import base64, socket, ssl

def talk(port, tls):
    with socket.create_connection(("10.20.0.3", port), timeout=10) as s:
        def read():
            got = b""
            while not any(line.startswith((b"OK", b"NO", b"BYE")) for line in got.split(b"\r\n")):
                got += s.recv(4096)
        read()
        if tls:
            s.sendall(b"STARTTLS\r\n")
            read()
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            s = context.wrap_socket(s)
            read()
        word = base64.b64encode(b"\0shop\0not-a-real-secret").decode()
        for line in (f'AUTHENTICATE "PLAIN" "{word}"', 'HAVESPACE "keep" 5', 'PUTSCRIPT "keep" {5+}\r\nkeep;', "LISTSCRIPTS", "LOGOUT"):
            s.sendall(line.encode() + b"\r\n")
            read()

talk(4190, False)
talk(4191, True)
PLAY
sleep 0.5
