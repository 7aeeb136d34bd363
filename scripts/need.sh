# shellcheck shell=bash
# Sourced by scripts that need programs of the machine. Says what is missing; as root on Debian or Ubuntu installs it.
#
#   need PURPOSE COMMAND=PACKAGE...
#
# Exit code 4 (environment) when something stays missing, as everywhere in netgen.

need() {
  local purpose=$1 missing=() pair
  shift
  for pair in "$@"; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair##*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "missing for $purpose: ${missing[*]} (Debian package names); install them and try again" >&2
    exit 4
  fi
  echo "installing for $purpose: ${missing[*]}" >&2
  install_quietly "${missing[@]}" || {
    echo "could not install ${missing[*]}; install them by hand and try again" >&2
    exit 4
  }
}

# Installs without starting the daemons that packages bring: policy-rc.d is dpkg's own switch for that.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d made='' result=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    made=yes
  fi
  {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends "$@" ||
      { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; }
  } >&2 || result=$?
  [ -z "$made" ] || rm -f "$policy"
  return "$result"
}

need_root() {
  [ "$(id -u)" = 0 ] || {
    echo "$1 must run as root: it makes network namespaces and mounts (try: sudo $0)" >&2
    exit 4
  }
}
