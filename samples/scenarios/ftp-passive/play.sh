# shellcheck shell=bash disable=SC2154
# An FTP client in passive mode: each file comes over a connection of its own, to a port the server names.
pair
at server python3 "$scenarios/files.py" ftp 21 &
wait_for "the FTP server" listening server tcp 21
observe node client eth0
for _ in 1 2 3; do
  at client curl -sS -o /dev/null ftp://10.20.0.3/file
done
