# shellcheck shell=bash disable=SC2154
# needs: omniNames=omniorb-nameserver nameclt=omniorb
# CORBA: omniORB's naming service and its client speak GIOP.
pair
mkdir "$work/names"
daemon server tcp 2809 omniNames -start 2809 -datadir "$work/names"
observe node client eth0
settle client 10.20.0.3
names() { at client nameclt -ORBInitRef NameService=corbaname::10.20.0.3:2809 "$@" >/dev/null; }
names list
names bind_new_context shop
names bind shop/lamp corbaloc::10.20.0.3:2809/NameService
names resolve shop/lamp
sleep 0.5
