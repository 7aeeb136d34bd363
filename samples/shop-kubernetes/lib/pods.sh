# Pods: a root directory of their own over the shared package tree with their image's files,
# their network namespace, and the image's program as image and manifest say.

# root_make NAME [IMAGE]: makes $RUN/roots/NAME with private /etc, /tmp, /run and /var.
root_make() {
  local root=$RUN/roots/$1 image=$IMAGES/${2:-none}/files name
  mkdir -p "$root"
  mount -t tmpfs -o mode=755 "$1" "$root"
  mkdir -p "$root"/{usr,proc,dev,root,run,tmp,var/lib,var/log}
  chmod 1777 "$root/tmp" "$root/run"
  ln -s /run "$root/var/run"
  for name in bin sbin lib lib64; do
    ln -s "usr/$name" "$root/$name"
  done
  cp -a "$ROOTFS/etc" "$root/etc"
  mount --rbind "$ROOTFS/usr" "$root/usr"
  if [[ -d $image/usr/local ]]; then
    mount --bind "$image/usr/local" "$root/usr/local"
  fi
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
}

# pod_make NAMESPACE WORKLOAD POD NODE ADDRESS INTERFACE
pod_make() {
  local namespace=$1 workload=$2 pod=$3 node=$4 address=$5 interface=$6
  local root=$RUN/roots/$pod of=$RUN/state/$workload
  moment "$pod.created"
  net_pod "$pod" "$node" "$address" "$interface"
  root_make "$pod" "$(<"$of/image")"
  cp -r "$of/files/." "$root/"
  printf '127.0.0.1 localhost\n%s %s\n' "$address" "$pod" >"$root/etc/hosts"
  printf '%s\n' "search $namespace.svc.cluster.local svc.cluster.local cluster.local" \
    'nameserver 10.96.0.10' 'options ndots:5' >"$root/etc/resolv.conf"
}

# enter NAMESPACE ROOT USER COMMAND...: runs it there, in this process's place.
enter() {
  local namespace=$1 root=$2 user=$3
  shift 3
  # shellcheck disable=SC2016
  exec ip netns exec "$namespace" unshare --uts -- sh -c 'hostname "$1"; shift; exec "$@"' sh "$root" \
    chroot --userspec="$user" "$RUN/roots/$root" env -i \
    PATH=/usr/local/bin:/usr/sbin:/usr/bin LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 "$@"
}

# pod_run POD WORKLOAD: its container's program, in the foreground.
pod_run() {
  local pod=$1 of=$RUN/state/$2 image env command args
  moment "$pod.started"
  image=$(<"$of/image")
  mapfile -t env <"$of/env"
  mapfile -t command <"$of/command"
  mapfile -t args <"$of/args"
  ((${#command[@]})) || command=("$(image_entrypoint "$image")")
  enter "$pod" "$pod" "$(image_user "$image")" "${env[@]}" "${command[@]}" "${args[@]}"
}

image_user() {
  if grep -q '^USER ' "$IMAGES/$1/Dockerfile"; then echo 100:101; else echo 0:0; fi
}

image_entrypoint() {
  sed -n 's/^ENTRYPOINT \["\(.*\)"\]$/\1/p' "$IMAGES/$1/Dockerfile"
}

# moment NAME: notes the present second for the inventory.
moment() {
  date +%s >"$RUN/state/$1"
}

# cluster WHAT [ARGUMENT]: asks the stand-in for the control plane, lib/cluster; its
# /state is $RUN/state.
cluster() {
  chroot "$RUN/roots/tools" env -i PATH=/usr/bin PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/sample/lib \
    python3 -m cluster /sample/manifests "$BATCHES" "$@"
}
