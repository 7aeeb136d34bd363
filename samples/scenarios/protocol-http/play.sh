# shellcheck shell=bash disable=SC2154
# needs: nginx=nginx tinyproxy=tinyproxy etcd=etcd-server
# HTTP/1: in clear, with credentials, scraped, upgraded to WebSocket or not, tunnelled by CONNECT or not, and over TLS.
pair
certificates server
mkdir "$work/www"
echo hello >"$work/www/index.html"
printf 'shop:%s\n' "$(openssl passwd -apr1 not-a-real-secret)" >"$work/passwords"
cat >"$work/nginx.conf" <<NGINX
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.error;
events {}
http {
  access_log off;
  client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
  root $work/www;
  server { listen 10.20.0.3:8080; location = /put { return 201; } }
  server { listen 10.20.0.3:8081; auth_basic shop; auth_basic_user_file $work/passwords; }
  server { listen 10.20.0.3:8083; }
  server { listen 10.20.0.3:8084; }
  server { listen 10.20.0.3:8443 ssl; ssl_certificate $work/server.pem; ssl_certificate_key $work/server.key; }
}
NGINX
chmod -R a+rX "$work"
proxy() {
  cat >"$work/tinyproxy-$1.conf" <<PROXY
Listen 10.20.0.3
Port $1
Timeout 10
MaxClients 10
ConnectPort $2
LogLevel Critical
PROXY
  daemon server tcp "$1" tinyproxy -d -c "$work/tinyproxy-$1.conf"
}
daemon server tcp 8080 nginx -c "$work/nginx.conf"
daemon server tcp 8082 python3 -m http.server --bind 10.20.0.3 --directory "$work/www" 8082
daemon server tcp 9100 etcd --data-dir "$work/etcd" --listen-metrics-urls http://10.20.0.3:9100 --log-level error
daemon server tcp 8765 /usr/bin/python3 "$scenarios/protocol-http/websocket.py" serve 10.20.0.3 8765
proxy 8888 8443
proxy 8889 563
observe node client eth0
settle client 10.20.0.3
web() { at client curl -s -m 5 "$@" >/dev/null 2>&1 || true; }
url=http://10.20.0.3
web "$url:8080/" "$url:8080/nothing"
web -X PROPFIND "$url:8080/" -d '<propfind/>'
web -X OPTIONS --request-target '*' "$url:8080/"
web -T "$work/www/index.html" -H 'Transfer-Encoding: chunked' "$url:8080/put" "$url:8080/"
web --http1.0 "$url:8080/"
web --http1.1 -u shop:not-a-real-secret "$url:8081/"
web -H 'X-API-Key: not-a-real-secret' "$url:8081/"
web "$url:8082/" "$url:8082/nothing"
web -H 'X-Prometheus-Scrape-Timeout-Seconds: 10' -H 'Accept: application/openmetrics-text;version=1.0.0' "$url:9100/metrics"
web -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
  -H 'Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==' "$url:8083/"
at client python3 -c 'import socket
s = socket.create_connection(("10.20.0.3", 8084)); s.settimeout(3)
s.sendall(b"\r\nGET / HTTP/1.1\nhost: server\n\nGET /x HTTP/1.1\nhost: server\nconnection: close\n\n")
while s.recv(4096): pass'
at client /usr/bin/python3 "$scenarios/protocol-http/websocket.py" talk ws://10.20.0.3:8765/chat
web --proxy "$url:8888" --cacert "$work/ca.pem" https://10.20.0.3:8443/
web --proxy "$url:8889" --cacert "$work/ca.pem" https://10.20.0.3:8443/
web --cacert "$work/ca.pem" https://10.20.0.3:8443/
