# shellcheck shell=bash disable=SC2154
# The host calls a container by its bridge; a container calls the host by its gateway: a container on the host's network,
# and a program of the host's own.
engine
bridge back 172.19.0
container web shop/web - back 172.19.0.2
describe agent '"com.docker.compose.project":"shop","com.docker.compose.service":"agent"' host=9100 ''
serve web tcp 8080
serve engine tcp 9100
serve engine tcp 9999
watched back
talk engine ask tcp 172.19.0.2 8080
talk web ask tcp 172.19.0.1 9100
talk web ask tcp 172.19.0.1 9999
