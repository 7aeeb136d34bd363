# shellcheck shell=bash disable=SC2154,SC2034
# Only what the pod sees.
hidden=1
# shellcheck source=/dev/null
. "$scenarios/kube-node-port/play.sh"
