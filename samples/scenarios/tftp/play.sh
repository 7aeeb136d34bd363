# shellcheck shell=bash disable=SC2154
# TFTP: the answer comes from another port than the one that was asked.
pair
at server python3 "$scenarios/files.py" tftp 69 &
wait_for "the TFTP server" listening server udp 69
observe node client eth0
settle client 10.20.0.3
for _ in 1 2 3; do
  at client busybox tftp -g -r file -l /dev/null 10.20.0.3
done
