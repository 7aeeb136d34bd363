# shellcheck shell=bash disable=SC2154
# needs: openssl=openssl gnutls-serv=gnutls-bin gnutls-cli=gnutls-bin
# DTLS 1.2 and 1.0, by openssl and GnuTLS; a handshake in small pieces, one that fails, one nobody answers.
pair
certificates server
export OPENSSL_CONF=/dev/null
s_server() {
  daemon server udp "$1" sh -c 'tail -f /dev/null | openssl s_server "$@"' sh -accept "10.20.0.3:$1" -quiet \
    -cert "$work/server.pem" -key "$work/server.key" -CAfile "$work/ca.pem" "${@:2}"
}
s_client() {
  { sleep 0.5; echo "hello hello hello hello"; sleep 0.5; } |
    at client timeout 5 openssl s_client -connect "10.20.0.3:$1" -quiet -no_ign_eof -CAfile "$work/ca.pem" \
      -servername server "${@:2}" >/dev/null 2>&1 || true
}
weak=(-cipher ALL:COMPLEMENTOFALL:@SECLEVEL=0)
s_server 4601 -dtls1_2
s_server 4602 -dtls1 "${weak[@]}"
s_server 4603 -dtls1_2 -mtu 300 -listen
s_server 4604 -dtls1_2 -Verify 1 -verify_return_error
daemon server udp 4605 gnutls-serv --udp --quiet --echo -p 4605 --disable-client-cert \
  --x509certfile "$work/server.pem" --x509keyfile "$work/server.key"
s_server 4606 -dtls1_2 -cipher NULL-SHA256:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0
observe node client eth0
settle client 10.20.0.3
s_client 4601 -dtls1_2
s_client 4602 -dtls1 "${weak[@]}"
s_client 4603 -dtls1_2 -mtu 300 -alpn coap
s_client 4604 -dtls1_2
{ sleep 0.5; echo "hello hello hello hello"; sleep 0.5; } |
  at client timeout 5 gnutls-cli --udp --x509cafile "$work/ca.pem" --verify-hostname server -p 4605 10.20.0.3 >/dev/null 2>&1 || true
s_client 4606 -dtls1_2 -cipher NULL-SHA256:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0
