# shellcheck shell=bash disable=SC2154
# needs: ganesha.nfsd=nfs-ganesha-mem nfs-ls=libnfs-utils rpcbind=rpcbind rpcinfo=rpcbind
# Files over NFS: Ganesha in user space, libnfs's programs; versions 3 and 4, the mount protocol, the port mapper.
pair
mkdir -p /run/ganesha /run/rpcbind
cat >"$work/ganesha.conf" <<NFS
NFS_CORE_PARAM { Protocols = 3, 4; NFS_Port = 2049; MNT_Port = 20048; Enable_NLM = false; Enable_RQUOTA = false; }
NFSv4 { Graceless = true; Minor_Versions = 0; }
EXPORT {
  Export_Id = 1; Path = /shop; Pseudo = /shop; Access_Type = RW; Squash = No_Root_Squash; SecType = sys; Protocols = 3, 4;
  FSAL { Name = MEM; }
}
NFS
daemon server tcp 111 rpcbind -f -w
daemon server tcp 2049 ganesha.nfsd -F -L /dev/stderr -f "$work/ganesha.conf" -p "$work/ganesha.pid" -N NIV_EVENT
sleep 2
echo hello >"$work/greeting"
observe node client eth0
settle client 10.20.0.3
ports='nfsport=2049&mountport=20048'
at client nfs-ls "nfs://10.20.0.3/shop?$ports" >/dev/null
at client nfs-cp "$work/greeting" "nfs://10.20.0.3/shop/greeting?$ports" >/dev/null
at client nfs-cat "nfs://10.20.0.3/shop/greeting?$ports" >/dev/null
at client nfs-ls "nfs://10.20.0.3/shop?version=4" >/dev/null
at client nfs-cat "nfs://10.20.0.3/shop/greeting?version=4" >/dev/null
at client rpcinfo -t 10.20.0.3 nfs 3 >/dev/null
sleep 1
