# shellcheck shell=bash disable=SC2154
# kube-ambient without a recording inside the pod.
# shellcheck disable=SC2034
border_only=yes
# shellcheck source=SCRIPTDIR/../kube-ambient/play.sh
. "$scenarios/kube-ambient/play.sh"
