# shellcheck shell=bash disable=SC2154
# needs: Xvfb=xvfb xdpyinfo=x11-utils xprop=x11-utils xauth=xauth mpd=mpd mpc=mpc
# The X Window System: a display for anybody, one for who has its cookie; and the Music Player Daemon, with a password and without.
pair
daemon server tcp 6001 Xvfb :1 -screen 0 320x200x24 -listen tcp -nolock -nolisten unix -ac
touch "$work/cookies"
XAUTHORITY=$work/cookies xauth add 10.20.0.3:2 . 00112233445566778899aabbccddeeff
XAUTHORITY=$work/cookies xauth add :2 . 00112233445566778899aabbccddeeff
daemon server tcp 6002 Xvfb :2 -screen 0 320x200x24 -listen tcp -nolock -nolisten unix -auth "$work/cookies"
mkdir "$work/music" "$work/lists"
for port in 6600 6601; do
  cat >"$work/mpd-$port.conf" <<PLAY
music_directory "$work/music"
playlist_directory "$work/lists"
db_file "$work/mpd-$port.db"
bind_to_address "10.20.0.3"
port "$port"
audio_output {
  type "null"
  name "none"
}
PLAY
  [ "$port" = 6600 ] || echo 'password "not-a-real-secret@read,add,control,admin"
default_permissions ""' >>"$work/mpd-$port.conf"
  daemon server tcp "$port" mpd --no-daemon --stderr "$work/mpd-$port.conf"
done
observe node client eth0
settle client 10.20.0.3
at client xdpyinfo -display 10.20.0.3:1 >/dev/null
at client xprop -display 10.20.0.3:1 -root >/dev/null
at client env XAUTHORITY="$work/cookies" xprop -display 10.20.0.3:2 -root >/dev/null
! at client xprop -display 10.20.0.3:2 -root >/dev/null 2>&1
at client mpc -h 10.20.0.3 -p 6600 status >/dev/null
at client mpc -h not-a-real-secret@10.20.0.3 -p 6601 status >/dev/null
sleep 0.5
