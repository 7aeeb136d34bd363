# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# Two names of one address, asked for in turn; a third container asks for a third name of it and another for none.
engine
bridge front 172.18.0
container web shop/web - front 172.18.0.2
container batch shop/batch - front 172.18.0.3
container blind shop/blind - front 172.18.0.4
far 198.51.100.7
serve world tcp 8443
serve world tcp 9443
resolver --host-record=pay.example.com,198.51.100.7 --host-record=ship.example.com,198.51.100.7 \
  --host-record=mail.example.net,198.51.100.7
watched front
call web pay.example.com 8443
call web ship.example.com 9443
call web pay.example.com 8443
call batch mail.example.net 8443
talk blind ask tcp 198.51.100.7 8443
