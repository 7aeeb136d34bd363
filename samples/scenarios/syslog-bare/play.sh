# shellcheck shell=bash
# Log lines with a priority and no header, as many programs send them.
lan server client
serve server udp 514 --reply 0
observe node server eth0
settle client 10.20.0.2
talk client syslog 10.20.0.2 514 --times 5
