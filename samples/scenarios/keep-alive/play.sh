# shellcheck shell=bash disable=SC2154
# A connection from before the recording says nothing any more: its keep-alive probes and their answers are all there is.
pair
serve server tcp 5672
ip netns exec client python3 "$scenarios/talk.py" ask tcp 10.20.0.3 5672 --keep-alive --keep --times 2 --until never &
asking=$!
sleep 2
observe node client eth0
sleep 4
kill "$asking"
