# shellcheck shell=bash disable=SC2154
# needs: coap-server-openssl=libcoap3-bin coap-client-openssl=libcoap3-bin
# CoAP over UDP and over TCP, asked, written, and observed; under DTLS; something that nobody answers.
pair
daemon server udp 5683 coap-server-openssl -A 10.20.0.3 -p 5683 -d 10
daemon server udp 5783 coap-server-openssl -A 10.20.0.3 -p 5783 -k not-a-real-secret -h shop
observe node client eth0
settle client 10.20.0.3
ask() { at client coap-client-openssl -B 5 "$@" >/dev/null 2>&1 || true; }
ask -m get coap://10.20.0.3/.well-known/core
ask -m get coap://10.20.0.3/time
ask -m put -e 'order placed' coap://10.20.0.3/shop/orders
ask -N -m get coap://10.20.0.3/
ask -s 3 coap://10.20.0.3/time
ask -m get coap+tcp://10.20.0.3/.well-known/core
ask -m put -e 'order placed' coap+tcp://10.20.0.3/shop/orders
ask -m get -u shop -k not-a-real-secret coaps://10.20.0.3:5784/time
