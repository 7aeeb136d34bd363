# shellcheck shell=bash disable=SC2154
# Two connections are older than the capture. One has a client port below the server's; that the other end listens shows
# only in a second client's handshake. The other speaks HTTP, which tells the roles.
lan server veteran newcomer browser
serve server tcp 40001
mkdir "$work/site"
at server python3 -m http.server -p HTTP/1.1 -d "$work/site" 8000 >"$work/http.log" 2>&1 &
wait_for "the HTTP server" listening server tcp 8000
talk veteran ask tcp 10.20.0.2 40001 --from 700 --keep --times 8 --until "$work/go" &
old=$!
talk browser fetch 10.20.0.2 8000 --times 8 --until "$work/go" &
pages=$!
sleep 1
observe node server eth0
talk newcomer ask tcp 10.20.0.2 40001
touch "$work/go"
wait "$old" "$pages"
