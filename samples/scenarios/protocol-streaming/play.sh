# shellcheck shell=bash disable=SC2154
# needs: nginx=libnginx-mod-rtmp ffmpeg=ffmpeg rtmpdump=rtmpdump gst-launch-1.0=gstreamer1.0-tools
# RTSP with media beside it, and within it; RTMP published and played.
pair
cat >"$work/rtsp.py" <<'PYTHON'
import sys, gi
gi.require_version("Gst", "1.0"); gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GLib, GstRtspServer
Gst.init(None)
server = GstRtspServer.RTSPServer.new()
server.set_address("10.20.0.3"); server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory.new()
factory.set_launch("( audiotestsrc is-live=true ! audioconvert ! audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay name=pay0 pt=0 )")
if len(sys.argv) > 2:
    auth = GstRtspServer.RTSPAuth.new()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "user")
    structure, _ = Gst.Structure.from_string("user, media.factory.access=(boolean)true, media.factory.construct=(boolean)true")
    factory.add_role_from_structure(structure)
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic("shop", "not-a-real-secret"), token)
    server.set_auth(auth)
server.get_mount_points().add_factory("/shop", factory)
server.attach(None)
GLib.MainLoop().run()
PYTHON
cat >"$work/nginx.conf" <<NGINX
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
user root;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
events {}
rtmp { server { listen 10.20.0.3:1935; application shop { live on; } } }
NGINX
daemon server tcp 8554 /usr/bin/python3 "$work/rtsp.py" 8554
daemon server tcp 8555 /usr/bin/python3 "$work/rtsp.py" 8555
daemon server tcp 8556 /usr/bin/python3 "$work/rtsp.py" 8556 basic
daemon server tcp 1935 nginx -g 'daemon off;' -c "$work/nginx.conf"
observe node client eth0
settle client 10.20.0.3
play_rtsp() { at client timeout 8 ffmpeg -v error -rtsp_transport "$1" -i "$2" -t 1 -f null - >"$work/ff.log" 2>&1 || true; }
play_rtsp udp rtsp://10.20.0.3:8554/shop
play_rtsp tcp rtsp://10.20.0.3:8555/shop
play_rtsp tcp rtsp://shop:not-a-real-secret@10.20.0.3:8556/shop
at client timeout 10 ffmpeg -v error -re -f lavfi -i sine=220:r=8000 -t 5 -c:a aac -b:a 16k -f flv rtmp://10.20.0.3/shop/bell \
  >"$work/publish.log" 2>&1 &
publisher=$!
sleep 2
at client timeout 4 rtmpdump -q -r rtmp://10.20.0.3/shop/bell --stop 1 -o "$work/heard.flv" >/dev/null 2>&1 || true
wait "$publisher" || true
