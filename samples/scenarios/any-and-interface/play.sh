# shellcheck shell=bash
# One host records an interface and "any" besides: every packet twice, with different link-layer headers.
between router
serve server tcp 8080 --reply 100
observe router router any to-client
talk client ask tcp 10.20.1.2 8080 --send 50 --times 3
