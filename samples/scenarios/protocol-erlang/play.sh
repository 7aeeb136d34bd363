# shellcheck shell=bash disable=SC2154
# needs: erl=erlang-base epmd=erlang-base erlc=erlang-base
# Erlang's nodes among themselves, as those of a RabbitMQ cluster are: the port mapper and the distribution, in clear and over TLS.
pair
certificates server
cat "$work/server.pem" "$work/server.key" >"$work/both.pem"
cat >"$work/tls.conf" <<PLAY
[{server, [{certfile, "$work/both.pem"}]}, {client, [{verify, verify_none}]}].
PLAY
export HOME=$work
node() {
  local where=$1 name=$2
  shift 2
  at "$where" erl -noinput -name "$name" -setcookie not-a-real-secret -start_epmd false "$@"
}
epmd_at() { daemon "$1" tcp 4369 epmd; }
epmd_at server
daemon server tcp 4370 erl -noinput -name store@10.20.0.3 -setcookie not-a-real-secret -kernel inet_dist_listen_min 4370 inet_dist_listen_max 4370 \
  -eval 'register(echo, spawn(fun L() -> receive {F, M} -> F ! M, L() end end)).'
daemon server tcp 4371 erl -noinput -name late@10.20.0.3 -setcookie not-a-real-secret -kernel inet_dist_listen_min 4371 inet_dist_listen_max 4371
daemon server tcp 4372 erl -noinput -name safe@10.20.0.3 -setcookie not-a-real-secret -proto_dist inet_tls -ssl_dist_optfile "$work/tls.conf" \
  -kernel inet_dist_listen_min 4372 inet_dist_listen_max 4372
epmd_at client
# A connection that is there before the recording begins.
node client early@10.20.0.2 -kernel inet_dist_listen_min 4380 inet_dist_listen_max 4380 \
  -eval "pong = net_adm:ping('late@10.20.0.3'), Ask = fun F(0) -> ok; F(N) -> rpc:call('late@10.20.0.3', erlang, node, []), timer:sleep(300), F(N - 1) end, Ask(40), halt()." &
early=$!
sleep 3
observe node client eth0
settle client 10.20.0.3
node client shop@10.20.0.2 -kernel inet_dist_listen_min 4381 inet_dist_listen_max 4381 \
  -eval "pong = net_adm:ping('store@10.20.0.3'), {echo, 'store@10.20.0.3'} ! {self(), lamp}, receive lamp -> ok end, rpc:call('store@10.20.0.3', erlang, date, []), halt()."
node client stranger@10.20.0.2 -setcookie wrong -kernel inet_dist_listen_min 4383 inet_dist_listen_max 4383 \
  -eval "erlang:set_cookie('other'), pang = net_adm:ping('store@10.20.0.3'), halt()."
node client safe2@10.20.0.2 -proto_dist inet_tls -ssl_dist_optfile "$work/tls.conf" -kernel inet_dist_listen_min 4382 inet_dist_listen_max 4382 \
  -eval "pong = net_adm:ping('safe@10.20.0.3'), rpc:call('safe@10.20.0.3', erlang, date, []), halt()."
at client erl -noinput -eval 'io:format("~p~n", [net_adm:names({10,20,0,3})]), halt().' >/dev/null
wait "$early" || true
sleep 1
