# shellcheck shell=bash disable=SC2154
# A load balancer checks two servers by connecting and closing.
lan one balancer two
serve one tcp 8080
serve two tcp 5432
observe node balancer eth0
for _ in 1 2 3 4; do
  talk balancer knock 10.20.0.2 8080
  talk balancer knock 10.20.0.4 5432
  sleep 0.2
done
