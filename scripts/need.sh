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
  provide "$purpose" "${missing[@]}"
}

# provide PURPOSE PACKAGE...
provide() {
  local purpose=$1
  shift
  local missing=("$@")
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

# A JDK of at least 17: the distribution's 17 where it has one, else its default. Needs scripts/launch.sh sourced.
need_jdk() {
  local purpose=$1 package=openjdk-17-jdk-headless
  ! find_java javac || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ] || apt-get update -q >&2 || true
    apt-cache show "$package" >/dev/null 2>&1 || package=default-jdk-headless
  fi
  provide "$purpose" "$package"
  find_java javac || {
    echo "missing for $purpose: a JDK of at least 17 ($package is older); install one and set JAVA_HOME" >&2
    exit 4
  }
}

# libpcap is needed by live capture only, so where it cannot be had this is a note and no failure.
want_libpcap() {
  ! PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep -q 'libpcap\.so' || return 0
  (provide "live capture (netgen capture)" libpcap0.8) ||
    echo "everything but live capture works without it" >&2
}
