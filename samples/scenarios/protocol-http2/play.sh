# shellcheck shell=bash disable=SC2154
# needs: nginx=nginx nghttpd=nghttp2-server nghttp=nghttp2-client apache2=apache2 etcd=etcd-server etcdctl=etcd-client
# HTTP/2 with prior knowledge, by Upgrade, refused and over TLS; gRPC without and with authentication and over TLS.
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
  server { listen 10.20.0.3:8081 http2; auth_basic shop; auth_basic_user_file $work/passwords; }
  server { listen 10.20.0.3:8083; }
  server { listen 10.20.0.3:8443 ssl http2; ssl_certificate $work/server.pem; ssl_certificate_key $work/server.key; }
}
NGINX
chmod -R a+rX "$work"
store() {
  daemon server tcp "$1" etcd --name "e$1" --data-dir "$work/etcd-$1" --listen-peer-urls "http://127.0.0.1:$(($1 + 1))" \
    --initial-advertise-peer-urls "http://127.0.0.1:$(($1 + 1))" --initial-cluster "e$1=http://127.0.0.1:$(($1 + 1))" \
    --listen-client-urls "$2://10.20.0.3:$1" --advertise-client-urls "$2://10.20.0.3:$1" \
    --cert-file "$work/server.pem" --key-file "$work/server.key" --log-level error
  wait_for "etcd on $1" ctl server "$2" "$1" get nothing
}
ctl() { at "$1" env ETCDCTL_API=3 etcdctl --endpoints "$2://10.20.0.3:$3" --cacert "$work/ca.pem" --command-timeout 3s "${@:4}" \
  >/dev/null 2>&1; }
daemon server tcp 8080 nghttpd --no-tls -a 10.20.0.3 -d "$work/www" 8080
cat >"$work/apache.conf" <<APACHE
ServerName server
ServerRoot $work
DocumentRoot $work/www
PidFile $work/apache.pid
ErrorLog $work/apache.error
DefaultRuntimeDir $work
Listen 10.20.0.3:8082
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
Protocols h2c http/1.1
APACHE
daemon server tcp 8082 apache2 -X -f "$work/apache.conf"
daemon server tcp 8081 nginx -c "$work/nginx.conf"
store 2379 http
store 2389 http
store 2399 https
ctl server http 2389 user add root:not-a-real-secret
ctl server http 2389 user grant-role root root
ctl server http 2389 auth enable
observe node client eth0
settle client 10.20.0.3
web() { at client curl -s -m 5 "$@" >/dev/null 2>&1 || true; }
web --http2-prior-knowledge http://10.20.0.3:8080/ http://10.20.0.3:8080/nothing
at client nghttp -n http://10.20.0.3:8080/
web --http2-prior-knowledge -u shop:not-a-real-secret http://10.20.0.3:8081/
at client nghttp -nu http://10.20.0.3:8082/
web --http2 http://10.20.0.3:8083/
web --http2 --cacert "$work/ca.pem" https://10.20.0.3:8443/
ctl client http 2379 put greeting hello
ctl client http 2379 get greeting
ctl client http 2389 --user root:not-a-real-secret get greeting
ctl client https 2399 put greeting hello
