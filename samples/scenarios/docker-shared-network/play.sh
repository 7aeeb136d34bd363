# shellcheck shell=bash disable=SC2154
# Two containers in one network namespace: both serve, and both call, by one address.
engine
bridge back 172.19.0
container app shop/app - back 172.19.0.2
describe sidecar '"com.docker.compose.project":"shop","com.docker.compose.service":"sidecar"' \
  "mode=container:$(sha256sum <<<app | cut -c1-64)" ''
container web shop/web - back 172.19.0.3
container db shop/db - back 172.19.0.4
serve app tcp 8080
serve app tcp 9102
serve db tcp 5432
watched back
talk web ask tcp 172.19.0.2 8080
talk web ask tcp 172.19.0.2 9102
talk app ask tcp 172.19.0.4 5432
