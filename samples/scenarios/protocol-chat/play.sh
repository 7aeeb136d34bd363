# shellcheck shell=bash disable=SC2154
# needs: ngircd=ngircd prosody=prosody
# IRC with and without a password; XMPP without TLS, and with STARTTLS taken.
pair
certificates server
irc() {
  printf '%s\n' '[Global]' 'Name = irc.shop' 'Info = shop' 'Listen = 10.20.0.3' "Ports = $1" "$2" '[Options]' 'DNS = no' 'Ident = no' \
    'PAM = no' > "$work/irc-$1.conf"
  daemon server tcp "$1" ngircd -n -f "$work/irc-$1.conf"
}
irc 6667 ''
irc 6668 'Password = not-a-real-secret'
xmpp() {
  mkdir -p "$work/prosody-$1"
  chmod 777 "$work/prosody-$1"
  cat > "$work/prosody-$1.cfg.lua" <<END
interfaces = { "10.20.0.3" }
c2s_ports = { $1 }
s2s_ports = {}
data_path = "$work/prosody-$1"
pidfile = "$work/prosody-$1/pid"
modules_enabled = { "saslauth", "tls", "roster", "disco" }
modules_disabled = { "s2s", "http" }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
run_as_root = true
log = { error = "$work/prosody-$1.log" }
VirtualHost "shop"
  $2
END
  daemon server tcp "$1" prosody --root -F --config "$work/prosody-$1.cfg.lua"
}
xmpp 5222 'modules_disabled = { "tls" }'
xmpp 5223 "ssl = { key = \"$work/server.key\", certificate = \"$work/server.pem\" }"
observe node client eth0
settle client 10.20.0.3
chat() {
  at client bash -c 'exec 3<>/dev/tcp/10.20.0.3/$0; printf "$1NICK shop\r\nUSER shop 0 * :shop\r\n" >&3; sleep 1
    printf "JOIN #shop\r\nPRIVMSG #shop :hello\r\nQUIT :bye\r\n" >&3; timeout 3 cat <&3 >/dev/null' "$@" || true
}
chat 6667 ''
chat 6668 'PASS not-a-real-secret\r\n'
stream="<?xml version='1.0'?><stream:stream to='shop' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
at client bash -c 'exec 3<>/dev/tcp/10.20.0.3/5222; printf "%s" "$0" >&3; sleep 1
  printf "%s" "<auth xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\" mechanism=\"PLAIN\">AHNob3AAbm90LWEtcmVhbC1zZWNyZXQ=</auth>" >&3
  sleep 1; printf "</stream:stream>" >&3; timeout 2 cat <&3 >/dev/null' "$stream" || true
(sleep 2; echo "$stream"; sleep 1) |
  at client openssl s_client -connect 10.20.0.3:5223 -starttls xmpp -xmpphost shop >/dev/null 2>&1 || true
