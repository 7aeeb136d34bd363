# shellcheck shell=sh disable=SC2034,SC2154,SC2015
# Sourced by ./netgen, scripts/build-netgen and ./test, with `here` set to the root of the checkout. Starts no program on
# the way to a built netgen but readlink and find, since this runs before every verb.
#
# Layout:  .netgen/current     one line: the folder that holds the newest build
#          .netgen/app.*/      built (touched before the build began), lib/*.jar, VERSION.jsa per Java version and
#                              VERSION.flows.jsa

# find_java PROGRAM sets java_home, java_version and java_major to the first Java of at least 17 that has bin/PROGRAM
# (java or javac): JAVA_HOME, the java on the PATH, then what lies in the usual folder. Fails when there is none.
find_java() {
  if [ -n "${JAVA_HOME:-}" ] && usable_java "$JAVA_HOME" "$1"; then
    return 0
  fi
  if on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && usable_java "${on_path%/bin/java}" "$1"; then
    return 0
  fi
  for candidate in /usr/lib/jvm/*; do
    if usable_java "$candidate" "$1"; then
      return 0
    fi
  done
  return 1
}

# A home's file `release` tells the version without starting it.
usable_java() {
  [ -x "$1/bin/$2" ] || return 1
  java_version=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      if [ "$key" = JAVA_VERSION ]; then
        java_version=${value#\"}
        java_version=${java_version%\"}
      fi
    done <"$1/release"
  else
    java_version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
  fi
  java_major=${java_version%%[!0-9]*}
  [ "${java_major:-0}" -ge 17 ] || return 1
  java_home=$1
}

# Sets app to the newest build's folder; fails when there is none or when it belongs to a checkout that has moved.
find_app() {
  app=
  [ -r "$here/.netgen/current" ] && read -r app <"$here/.netgen/current" || return 1
  [ "${app#"$here/.netgen/"}" != "$app" ] && [ -e "$app/built" ]
}

# One pass that stops at the first hit. Folders count, since a deleted file shows in its folder's time only.
sources_changed() {
  [ -n "$(find "$here/pom.xml" "$here"/*/pom.xml "$here"/*/src/main -newer "$app/built" -print -quit)" ]
}

# Sets archive to the file of loaded classes for the verb $1: its own, or that of generate, which loads most.
archive_for() {
  case "${1:-}" in
    flows) archive=$app/$java_version.flows.jsa ;;
    *) archive=$app/$java_version.jsa ;;
  esac
}

# Whether the kernel gives huge pages to who asks for them: a large heap is filled at once, and a fault for every 4 KiB of
# it costs much. Java warns, among the results, where they were asked for and there are none.
huge_pages() {
  [ -r /sys/kernel/mm/transparent_hugepage/enabled ] && read -r huge_pages_mode </sys/kernel/mm/transparent_hugepage/enabled &&
    [ "${huge_pages_mode#*"[never]"}" = "$huge_pages_mode" ]
}

# An archive of loaded classes that does not fit is ignored without a word: -Xshare:auto, -Xlog:disable. The options
# are words without blanks; $@ are the verb and its arguments. Some verbs get both compilers, the rest the quick one,
# and so does generate from a graph, which is over before the other has paid off; half of its heap is for what is new.
# The heap of flows begins small, so that what has ended is collected and not kept, and may still grow to what the
# machine has: at whole collections alone, where the parallel collector sizes the old part by its policy and by
# nothing else (without the policy it collects a full heap again and again). What is alive at a collection of flows
# waits for seconds of packet time, so that copying it once more would be in vain; of 148 MiB only what is used is touched.
# Not in huge pages: where a machine has given memory back to its host, one takes longer than what is done in it. The
# archive is mapped where it says it belongs: elsewhere every pointer in it is rewritten at each start. Two threads
# compile, and sooner than by default: what is waited for meanwhile is interpreted, which takes longer than to compile it.
jvm_options_for() {
  jvm_options="-XX:-UsePerfData -Xshare:auto -Xlog:disable"
  case "${1:-} ${2:-}" in
    "generate "[!-]*.yaml | "generate "[!-]*.yml)
      jvm_options="$jvm_options -XX:TieredStopAtLevel=1 -XX:+UseParallelGC -XX:ParallelGCThreads=2 \
-XX:InitialRAMPercentage=5 -XX:NewRatio=1 -XX:MaxTenuringThreshold=0 -XX:C1MaxInlineSize=60"
      if huge_pages; then
        jvm_options="$jvm_options -XX:+UseTransparentHugePages"
      fi
      ;;
    "analyze "* | "generate "* | "capture "*) ;;
    "flows "*)
      jvm_options="$jvm_options -XX:TieredStopAtLevel=1 -XX:CICompilerCount=2 -XX:CompileThresholdScaling=0.5 \
-XX:+UseParallelGC -XX:ParallelGCThreads=2 -XX:+IgnoreUnrecognizedVMOptions -XX:-UseAdaptiveGenerationSizePolicyAtMinorCollection \
-XX:MaxTenuringThreshold=0 -XX:SurvivorRatio=16 -Xms148m -Xmn24m"
      if [ "$java_major" -le 25 ]; then
        jvm_options="$jvm_options -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
      fi
      ;;
    *) jvm_options="$jvm_options -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" ;;
  esac
  if [ "$java_major" -ge 24 ]; then
    jvm_options="$jvm_options --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  fi
}
