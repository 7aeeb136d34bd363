# shellcheck shell=bash disable=SC2154
# needs: haproxy=haproxy microsocks=microsocks curl=curl
# Proxies: a load balancer that says by the PROXY protocol who asks, and SOCKS, with what is behind.
lan client proxy server
certificates server
mkdir -p "$work/www"
echo hello > "$work/www/index.html"
cat "$work/server.pem" "$work/server.key" > "$work/both.pem"
cat > "$work/balancer.cfg" <<END
defaults
  mode tcp
  timeout connect 5s
  timeout client 10s
  timeout server 10s
listen one
  bind 10.20.0.3:8081
  server s 10.20.0.4:8081 send-proxy
listen two
  bind 10.20.0.3:8082
  server s 10.20.0.4:8082 send-proxy-v2
listen three
  bind 10.20.0.3:8443
  server s 10.20.0.4:8443 send-proxy-v2
END
cat > "$work/server.cfg" <<END
defaults
  mode http
  timeout connect 5s
  timeout client 10s
  timeout server 10s
frontend clear
  bind 10.20.0.4:8080
  bind 10.20.0.4:8081 accept-proxy
  bind 10.20.0.4:8082 accept-proxy
  bind 10.20.0.4:8443 accept-proxy ssl crt $work/both.pem
  http-request return status 200 content-type text/plain string hello
END
daemon server tcp 8443 haproxy -db -f "$work/server.cfg"
daemon proxy tcp 8443 haproxy -db -f "$work/balancer.cfg"
daemon proxy tcp 1080 microsocks -i 10.20.0.3 -p 1080
daemon proxy tcp 1081 microsocks -i 10.20.0.3 -p 1081 -u shop -P not-a-real-secret
observe node proxy eth0
settle client 10.20.0.3
get() { at client curl -sS --max-time 10 --cacert "$work/ca.pem" -o /dev/null "$@"; }
get http://10.20.0.3:8081/
get http://10.20.0.3:8082/
get --connect-to 10.20.0.4:8443:10.20.0.3:8443 -k https://10.20.0.4:8443/
get --socks5 10.20.0.3:1080 http://10.20.0.4:8080/
get --socks5 10.20.0.3:1081 --proxy-user shop:not-a-real-secret http://10.20.0.4:8080/
