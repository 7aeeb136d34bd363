# shellcheck shell=bash disable=SC2154
# needs: dovecot=dovecot-lmtpd swaks=swaks
# LMTP: mail handed to a store, in clear and by STARTTLS.
pair
certificates server
mkdir -p "$work/dovecot" "$work/mail"
chmod 755 "$work" "$work/dovecot"
chmod 777 "$work/mail"
cat >"$work/dovecot.conf" <<CONF
base_dir = $work/dovecot
log_path = $work/dovecot.log
protocols = lmtp
listen = 10.20.0.3
ssl = yes
ssl_cert = <$work/server.pem
ssl_key = <$work/server.key
postmaster_address = root@server.shop
mail_location = maildir:$work/mail/%u
passdb {
  driver = static
  args = password=not-a-real-secret
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$work/mail/%u
}
service lmtp {
  inet_listener lmtp {
    port = 24
  }
  inet_listener lmtp2 {
    port = 2424
  }
}
CONF
daemon server tcp 24 dovecot -F -c "$work/dovecot.conf"
observe node client eth0
settle client 10.20.0.3
hand() { at client swaks --protocol LMTP --server "10.20.0.3:$1" --to sam@shop --from root@shop --helo client "${@:2}" >"$work/swaks.log" 2>&1 || tail -5 "$work/swaks.log" >&2; }
hand 24
hand 2424 --tls
