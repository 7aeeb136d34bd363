# shellcheck shell=bash disable=SC2154
# needs: prometheus=prometheus prometheus-node-exporter=prometheus-node-exporter influxd=influxdb
# Prometheus scraping, InfluxDB without and with a password.
pair
store() {
  cat >"$work/influx-$1.conf" <<INFLUX
reporting-disabled = true
bind-address = "127.0.0.1:$(($1 + 100))"
[meta]
  dir = "$work/meta-$1"
[data]
  dir = "$work/data-$1"
  wal-dir = "$work/wal-$1"
[monitor]
  store-enabled = false
[http]
  bind-address = "10.20.0.3:$1"
  auth-enabled = false
INFLUX
  daemon server tcp "$1" influxd -config "$work/influx-$1.conf"
}
store 8086
store 8087
daemon server tcp 9100 prometheus-node-exporter --web.listen-address=10.20.0.3:9100 --collector.disable-defaults \
  --collector.loadavg --web.disable-exporter-metrics
cat >"$work/prometheus.yml" <<PROMETHEUS
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs: [{job_name: node, static_configs: [{targets: ["10.20.0.3:9100"]}]}]
PROMETHEUS
observe node client eth0
settle client 10.20.0.3
at client timeout 9 prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" \
  --web.listen-address=127.0.0.1:9090 >/dev/null 2>&1 || true
web() { at client curl -s -m 5 "$@" >/dev/null 2>&1 || true; }
web -d 'q=CREATE DATABASE shop' http://10.20.0.3:8086/query
web --data-binary 'orders,region=eu count=12i' 'http://10.20.0.3:8086/write?db=shop'
web -G --data-urlencode 'q=SELECT * FROM orders' --data-urlencode db=shop http://10.20.0.3:8086/query
web -d 'q=SHOW DATABASES' 'http://10.20.0.3:8087/query?u=shop&p=not-a-real-secret'
