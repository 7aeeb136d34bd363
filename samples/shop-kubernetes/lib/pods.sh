# Pods: a root directory of their own over the shared package tree, their network
# namespace, and the program of their workload with the manifest's environment.

# pod_root NAME: makes $RUN/roots/NAME with private /etc, /tmp, /run and /var.
pod_root() {
  local root=$RUN/roots/$1 name
  mkdir -p "$root"
  mount -t tmpfs -o mode=755 "$1" "$root"
  mkdir -p "$root"/{usr,app,proc,dev,root,run,tmp,var/lib,var/log}
  chmod 1777 "$root/tmp" "$root/run"
  ln -s /run "$root/var/run"
  for name in bin sbin lib lib64; do
    ln -s "usr/$name" "$root/$name"
  done
  cp -a "$ROOTFS/etc" "$root/etc"
  mount --rbind "$ROOTFS/usr" "$root/usr"
  mount --rbind "$RUN/app" "$root/app"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
}

pod_names() {
  local root=$RUN/roots/$1
  printf '127.0.0.1 localhost\n%s %s\n' "$2" "$1" >"$root/etc/hosts"
  printf 'search %s.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n' \
    "$3" >"$root/etc/resolv.conf"
}

# pod_enter NAMESPACE ROOT USER COMMAND...: runs it there, in this process's place.
pod_enter() {
  local pod=$1 root=$2 user=$3
  shift 3
  exec ip netns exec "$pod" unshare --uts -- /bin/sh -c 'hostname "$1"; shift; exec "$@"' sh "$pod" \
    chroot --userspec="$user" "$RUN/roots/$root" "$@"
}

# pod_run POD USER WORKLOAD COMMAND...: in the foreground, with the manifest's environment.
pod_run() {
  local pod=$1 user=$2 workload=$3 environment
  shift 3
  mapfile -t environment < <(cluster environment "$workload")
  pod_enter "$pod" "$pod" "$user" env -i PATH=/usr/sbin:/usr/bin PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    LANG=C.UTF-8 "${environment[@]}" "$@"
}

# pod_start POD USER WORKLOAD COMMAND...: in the background, its output in $RUN/logs/POD.
pod_start() {
  local pod=$1
  moment "$pod.started"
  pod_run "$@" >>"$RUN/logs/$pod" 2>&1 </dev/null &
}

# outside_start NAME COMMAND...: a program of the world outside.
outside_start() {
  local name=$1
  shift
  pod_enter world world root env -i PATH=/usr/sbin:/usr/bin PYTHONDONTWRITEBYTECODE=1 "$@" \
    >>"$RUN/logs/$name" 2>&1 </dev/null &
}

# moment NAME: notes the present second for the inventory.
moment() {
  date +%s >"$RUN/times/$1"
}

# cluster WHAT [ARGUMENT]: asks the stand-in for the control plane, lib/cluster.
cluster() {
  chroot "$RUN/roots/tools" env -i PATH=/usr/bin PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/sample/lib \
    python3 -m cluster /sample/manifests "$BATCHES" "$@"
}
