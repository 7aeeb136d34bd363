# shellcheck shell=bash
# The client closes its direction once it has asked; the server answers later, on what is open still.
pair
serve server tcp 8080 --whole --delay 1.5 --reply 500
observe node client eth0
talk client ask tcp 10.20.0.3 8080 --half-close --times 2
