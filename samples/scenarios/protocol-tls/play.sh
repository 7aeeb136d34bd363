# shellcheck shell=bash disable=SC2154
# needs: openssl=openssl gnutls-serv=gnutls-bin gnutls-cli=gnutls-bin java=openjdk-17-jdk-headless
# TLS: all versions programs still speak, suites that protect nothing, client certificates, sessions taken up again,
# handshakes that fail. Each use on a port of its own.
pair
certificates server
certificates client
openssl req -x509 -newkey rsa:2048 -nodes -subj "/C=XX/O=Long Here/CN=old.example" -days 3650 \
  -addext "subjectAltName=DNS:old.example,DNS:older.example" -keyout "$work/old.key" -out "$work/old.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=expired.example" -keyout "$work/expired.key" -out "$work/expired.csr" 2>/dev/null
touch "$work/index"
echo 01 >"$work/serial"
cat >"$work/expired.cnf" <<END
[ca]
default_ca = it
[it]
database = $work/index
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
[any]
commonName = supplied
END
openssl ca -batch -notext -config "$work/expired.cnf" -cert "$work/ca.pem" -keyfile "$work/ca.key" -in "$work/expired.csr" \
  -startdate 20200101000000Z -enddate 20200201000000Z -out "$work/expired.pem" 2>/dev/null
export OPENSSL_CONF=/dev/null

# s_server PORT ARGUMENT...: answers each line reversed.
s_server() {
  daemon server tcp "$1" openssl s_server -accept "10.20.0.3:$1" -quiet -rev -cert "$work/server.pem" -key "$work/server.key" \
    -CAfile "$work/ca.pem" "${@:2}"
}
# s_client PORT ARGUMENT...: says one line, waits for the answer.
s_client() {
  { sleep 0.4; echo "hello hello hello hello"; sleep 0.4; } |
    at client timeout 5 openssl s_client -connect "10.20.0.3:$1" -quiet -no_ign_eof -CAfile "$work/ca.pem" -servername server \
      "${@:2}" >/dev/null 2>&1 || true
}
weak=(-cipher ALL:COMPLEMENTOFALL:@SECLEVEL=0)
s_server 4401
s_server 4402 -tls1_2
s_server 4403 -tls1_1 "${weak[@]}"
s_server 4404 -tls1 "${weak[@]}"
s_server 4405 -tls1_2 -cipher NULL-SHA256:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0
s_server 4407 -tls1_2 -Verify 1
s_server 4408 -tls1_2 -verify 1
s_server 4409 -tls1_2
s_server 4410
s_server 4411 -tls1_2 -cert "$work/expired.pem" -key "$work/expired.key"
s_server 4412 -groups P-384
s_server 4413 -tls1_2 -Verify 1 -verify_return_error
s_server 4414 -tls1_2 -cert "$work/old.pem" -key "$work/old.key" -cipher DHE-RSA-AES128-GCM-SHA256
daemon server tcp 4415 gnutls-serv --quiet --echo -p 4415 --disable-client-cert \
  --x509certfile "$work/server.pem" --x509keyfile "$work/server.key"
daemon server tcp 4416 java "$scenarios/protocol-tls/Legacy.java" serve 4416 "$work/old.pem" "$work/old.key" SSLv3
daemon server tcp 4417 java "$scenarios/protocol-tls/Legacy.java" serve 4417 "$work/old.pem" "$work/old.key" SSLv2Hello,TLSv1
s_server 4418 -tls1_2 -cert "$work/expired.pem" -key "$work/expired.key"
observe node client eth0
settle client 10.20.0.3
s_client 4401
s_client 4402
s_client 4403 -tls1_1 "${weak[@]}"
s_client 4404 -tls1 "${weak[@]}"
s_client 4405 -tls1_2 -cipher NULL-SHA256:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0
s_client 4407 -tls1_2 -cert "$work/client.pem" -key "$work/client.key"
s_client 4408 -tls1_2
for port in 4409 4410; do
  s_client "$port" -sess_out "$work/session"
  s_client "$port" -sess_in "$work/session"
done
s_client 4411 -tls1_2
s_client 4412 -alpn h2,http/1.1 -servername shop.example
s_client 4413 -tls1_2
s_client 4414 -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256
{ sleep 0.4; echo "hello hello hello hello"; sleep 0.4; } |
  at client timeout 5 gnutls-cli --x509cafile "$work/ca.pem" --verify-hostname server -p 4415 10.20.0.3 >/dev/null 2>&1 || true
at client java "$scenarios/protocol-tls/Legacy.java" ask 4416 SSLv3 || true
at client java "$scenarios/protocol-tls/Legacy.java" ask 4417 SSLv2Hello,TLSv1 || true
s_client 4418 -tls1_2 -verify_return_error
