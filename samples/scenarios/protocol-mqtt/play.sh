# shellcheck shell=bash disable=SC2154
# needs: mosquitto=mosquitto mosquitto_passwd=mosquitto mosquitto_pub=mosquitto-clients mosquitto_sub=mosquitto-clients
# MQTT: mosquitto for anybody in all versions, with a password, wrongly used, over TLS.
pair
certificates server
touch "$work/users"
mosquitto_passwd -b "$work/users" shop not-a-real-secret 2>/dev/null
chmod 644 "$work/users"
cat >"$work/mosquitto.conf" <<PLAY
per_listener_settings true
user root
listener 1883 10.20.0.3
allow_anonymous true
listener 1884 10.20.0.3
allow_anonymous true
listener 1885 10.20.0.3
allow_anonymous true
listener 1886 10.20.0.3
allow_anonymous false
password_file $work/users
listener 1887 10.20.0.3
allow_anonymous true
certfile $work/server.pem
keyfile $work/server.key
listener 1888 10.20.0.3
allow_anonymous false
password_file $work/users
PLAY
daemon server tcp 1888 mosquitto -c "$work/mosquitto.conf"
observe node client eth0
settle client 10.20.0.3
publish() { # PORT VERSION ARGUMENT...
  at client mosquitto_pub -h 10.20.0.3 -p "$1" -V "$2" -t shop/orders -m lamp -q 1 "${@:3}" >/dev/null 2>&1
}
publish 1883 mqttv31
publish 1884 mqttv311
at client timeout 3 mosquitto_sub -h 10.20.0.3 -p 1885 -V mqttv5 -t 'shop/#' -C 1 >/dev/null &
sleep 0.7
publish 1885 mqttv5
wait $!
publish 1886 mqttv311 -u shop -P not-a-real-secret
publish 1887 mqttv311 --cafile "$work/ca.pem"
! publish 1888 mqttv311
