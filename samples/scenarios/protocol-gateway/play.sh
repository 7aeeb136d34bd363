# shellcheck shell=bash disable=SC2154
# needs: nginx=nginx php-cgi=php-cgi uwsgi=uwsgi-core apache2=apache2 java=default-jre-headless
# FastCGI, uwsgi, SCGI and AJP from web servers on the client's host.
pair
mkdir "$work/www" "$work/tomcat" "$work/tomcat/conf" "$work/tomcat/webapps" "$work/tomcat/webapps/ROOT" "$work/tomcat/logs"
echo '<?php echo "hello\n";' >"$work/www/index.php"
printf 'def application(env, start):\n    start("200 OK", [("Content-Type", "text/plain")])\n    return [b"hello\\n"]\n' >"$work/www/app.py"
echo hello >"$work/tomcat/webapps/ROOT/index.txt"
cat >"$work/tomcat/conf/server.xml" <<TOMCAT
<Server port="-1"><Service name="Catalina">
<Connector protocol="AJP/1.3" address="10.20.0.3" port="8009" secretRequired="false" allowedRequestAttributesPattern=".*"/>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine>
</Service></Server>
TOMCAT
echo '<web-app><servlet><servlet-name>default</servlet-name><servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
</servlet><servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping></web-app>' \
  >"$work/tomcat/conf/web.xml"
cat >"$work/nginx.conf" <<NGINX
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.error;
events {}
http {
  access_log off;
  client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
  server {
    listen 127.0.0.1:8080;
    include /etc/nginx/fastcgi_params;
    fastcgi_param SCRIPT_FILENAME $work/www/index.php;
    include /etc/nginx/uwsgi_params;
    include /etc/nginx/scgi_params;
    location /fastcgi { fastcgi_pass 10.20.0.3:9000; }
    location /password { fastcgi_pass 10.20.0.3:9001; }
    location /uwsgi { uwsgi_pass 10.20.0.3:3031; }
    location /scgi { scgi_pass 10.20.0.3:3032; }
  }
}
NGINX
cat >"$work/apache.conf" <<APACHE
ServerName client
ServerRoot $work
DocumentRoot $work/www
PidFile $work/apache.pid
ErrorLog $work/apache.error
DefaultRuntimeDir $work
Listen 127.0.0.1:8081
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_ajp_module /usr/lib/apache2/modules/mod_proxy_ajp.so
ProxyPass / ajp://10.20.0.3:8009/
APACHE
chmod -R a+rX "$work"
daemon server tcp 9000 php-cgi -b 10.20.0.3:9000
daemon server tcp 9001 php-cgi -b 10.20.0.3:9001
daemon server tcp 3031 uwsgi --plugin python3 --socket 10.20.0.3:3031 --wsgi-file "$work/www/app.py"
daemon server tcp 3032 uwsgi --plugin python3 --scgi-socket 10.20.0.3:3032 --wsgi-file "$work/www/app.py"
daemon server tcp 8009 java -cp '/usr/share/tomcat10/bin/*:/usr/share/tomcat10/lib/*' -Dcatalina.home=/usr/share/tomcat10 \
  -Dcatalina.base="$work/tomcat" org.apache.catalina.startup.Bootstrap start
daemon client tcp 8080 nginx -c "$work/nginx.conf"
daemon client tcp 8081 apache2 -X -f "$work/apache.conf"
observe node client eth0
settle client 10.20.0.3
web() { at client curl -s -m 5 "$@" >/dev/null 2>&1 || true; }
web http://127.0.0.1:8080/fastcgi
web -d name=value http://127.0.0.1:8080/fastcgi
web -u shop:not-a-real-secret http://127.0.0.1:8080/password
web http://127.0.0.1:8080/uwsgi
web http://127.0.0.1:8080/scgi
web http://127.0.0.1:8081/index.txt http://127.0.0.1:8081/nothing
