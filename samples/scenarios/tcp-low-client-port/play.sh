# shellcheck shell=bash
# Clients whose ports are below their servers', as NFS and rsh clients have them.
pair
serve server tcp 40000
serve server tcp 50443
observe node server eth0
talk client ask tcp 10.20.0.3 40000 --from 700
talk client ask tcp 10.20.0.3 50443 --from 443
