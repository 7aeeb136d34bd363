# shellcheck shell=bash disable=SC2154
# Servers and clients on the host network.
cluster 2
pod 1 ops/prometheus-0 10.244.1.5 --of StatefulSet/prometheus
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port metrics:9090
for n in 1 2; do
  on_host "$n" "ops/exporter-$n" --of DaemonSet/exporter --port metrics:9100
  on_host "$n" "ops/agent-$n" --of DaemonSet/agent
  serve "node-$n" tcp 9100
done
serve shop.web-1 tcp 9090
observe node-1 node-1 p1 p2
told node-1
talk ops.prometheus-0 ask tcp 172.30.0.1 9100
talk ops.prometheus-0 ask tcp 172.30.0.2 9100
talk node-1 ask tcp 10.244.1.11 9090
talk node-2 ask tcp 10.244.1.11 9090
