# shellcheck shell=bash disable=SC2154
# needs: postfix=postfix dovecot=dovecot-core swaks=swaks curl=curl
# Mail: SMTP, IMAP and POP3 in clear, upgraded, over TLS; an upgrade refused, and one that is not taken.
pair
certificates server
mkdir -p "$work/postfix/etc" "$work/postfix/spool" "$work/postfix/data" "$work/dovecot" "$work/mail"
chmod 755 "$work" "$work/postfix" "$work/dovecot"
chmod 777 "$work/mail"
chown postfix "$work/postfix/data"
cat > "$work/dovecot.conf" <<END
base_dir = $work/dovecot
log_path = $work/dovecot.log
protocols = imap pop3
listen = 10.20.0.3
ssl = yes
ssl_cert = <$work/server.pem
ssl_key = <$work/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:$work/mail/%u
passdb {
  driver = static
  args = password=not-a-real-secret
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$work/mail/%u
}
service imap-login {
  inet_listener imap {
    port = 143
  }
  inet_listener imap2 {
    port = 144
  }
  inet_listener imap3 {
    port = 145
  }
}
service pop3-login {
  inet_listener pop3 {
    port = 110
  }
  inet_listener pop32 {
    port = 111
  }
}
service auth {
  unix_listener $work/postfix/spool/auth {
    mode = 0666
  }
}
END
cat > "$work/postfix/etc/main.cf" <<END
compatibility_level = 3.6
queue_directory = $work/postfix/spool
data_directory = $work/postfix/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
myhostname = server.shop
mydestination = shop
mynetworks = 127.0.0.1
inet_interfaces = all
inet_protocols = ipv4
local_recipient_maps =
smtpd_recipient_restrictions = permit_sasl_authenticated, reject_unauth_destination
default_transport = discard
local_transport = discard
smtpd_tls_cert_file = $work/server.pem
smtpd_tls_key_file = $work/server.key
smtpd_sasl_type = dovecot
smtpd_sasl_path = auth
maillog_file = $work/postfix.log
maillog_file_prefixes = $work
END
cat > "$work/postfix/etc/master.cf" <<END
10.20.0.3:25 inet n - n - - smtpd
10.20.0.3:26 inet n - n - - smtpd
10.20.0.3:587 inet n - n - - smtpd -o smtpd_tls_security_level=may -o smtpd_sasl_auth_enable=yes
10.20.0.3:588 inet n - n - - smtpd -o smtpd_tls_security_level=may -o smtpd_sasl_auth_enable=yes
10.20.0.3:465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
tlsmgr unix - - n 1000? 1 tlsmgr
END
daemon server tcp 143 dovecot -F -c "$work/dovecot.conf"
daemon server tcp 25 postfix -c "$work/postfix/etc" start-fg
wait_for "postfix on 465" listening server tcp 465
observe node client eth0
settle client 10.20.0.3
quietly() { "$@" >/dev/null 2>"$work/client.log" || { cat "$work/client.log" >&2; return 1; }; }
mail() { quietly at client swaks --server 10.20.0.3 --to someone@shop --from someone@shop --helo client.shop "$@"; }
mail --port 25
mail --port 25 --pipeline
mail --port 588 --auth LOGIN --auth-user shop --auth-password not-a-real-secret
printf 'Subject: hello\r\n\r\nhello\r\n' > "$work/letter"
letter() {
  quietly at client curl -sS --max-time 10 --cacert "$work/ca.pem" -u shop:not-a-real-secret --mail-from someone@shop \
    --mail-rcpt someone@shop -T "$work/letter" "$@"
}
letter --ssl-reqd smtp://10.20.0.3:587/client.shop
letter smtps://10.20.0.3:465/client.shop
# A client that asks for what was not offered, and goes on in clear.
quietly at client bash -c 'exec 3<>/dev/tcp/10.20.0.3/26; read -r a <&3
  printf "EHLO client.shop\r\n" >&3; while read -r a <&3 && [ "${a:3:1}" = - ]; do :; done
  printf "STARTTLS\r\n" >&3; read -r a <&3; printf "MAIL FROM:<someone@shop>\r\n" >&3; read -r a <&3
  printf "QUIT\r\n" >&3; read -r a <&3'
box() { quietly at client curl -sS --max-time 10 --cacert "$work/ca.pem" -u shop:not-a-real-secret "$@"; }
# LOGIN and USER, which curl does not say where it can help it.
quietly at client bash -c 'exec 3<>/dev/tcp/10.20.0.3/143; read -r a <&3
  printf "a1 LOGIN shop not-a-real-secret\r\n" >&3; until [ "${a:0:2}" = a1 ]; do read -r a <&3; done
  printf "a2 LOGOUT\r\n" >&3; until [ "${a:0:2}" = a2 ]; do read -r a <&3; done'
quietly at client bash -c 'exec 3<>/dev/tcp/10.20.0.3/110; read -r a <&3
  printf "USER shop\r\n" >&3; read -r a <&3; printf "PASS not-a-real-secret\r\n" >&3; read -r a <&3
  printf "STAT\r\nQUIT\r\n" >&3; read -r a <&3; read -r a <&3'
box --login-options AUTH=PLAIN imap://10.20.0.3:144/
box --ssl-reqd imap://10.20.0.3:145/
box imaps://10.20.0.3:993/
box --ssl-reqd pop3://10.20.0.3:111/
box pop3s://10.20.0.3:995/
at server postfix -c "$work/postfix/etc" stop 2>/dev/null || true
