# shellcheck shell=bash
# One client and one server with a router between, recorded on both their hosts.
between router
serve server tcp 8080 --reply 3000
serve server udp 5000 --reply 60
observe client client eth0
observe server server eth0
talk client ask tcp 10.20.1.2 8080 --send 500 --times 2
sleep 1.2
talk client ask udp 10.20.1.2 5000 --send 30 --times 6
