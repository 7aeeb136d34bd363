# shellcheck shell=bash disable=SC2154
# needs: wsdd=wsdd
# WS-Discovery: who prints and shares is looked for, answers, is asked what it is, and says good-bye.
pair
ip -n client route add 224.0.0.0/4 dev eth0
ip -n server route add 224.0.0.0/4 dev eth0
observe node client eth0
settle client 10.20.0.3
at server wsdd -4 -s -i eth0 -n shop-files -w SHOP -U 6f0d7d5c-6d4b-4a8c-9b0e-2f1c0a9d7e11 >"$work/wsdd-server.log" 2>&1 &
host_pid=$!
sleep 2
at client timeout -s TERM -k 3 8 wsdd -4 -s -D -o -i eth0 -l "$work/wsdd.sock" -U 11c6c0de-9c0b-4d53-8a43-0d8f7c0b2a42 >"$work/wsdd-client.log" 2>&1 || true
kill -TERM "$host_pid"
wait "$host_pid" || true
