package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.docker.plan.Step.Kind;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.YamlWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Steps as a script of the POSIX shell: one call a line, each word in single quotes, which nothing
 * but another single quote ends (POSIX.1-2017, Shell Command Language 2.2.2).
 */
final class PlanScript {
  private static final String FUNCTIONS =
      """
      set -euf
      limit=${1-}
      case $limit in *[!0-9]*) echo "usage: sh $0 [STEPS]" >&2; exit 2 ;; esac
      count=0 changed=0
      # A newline and a quote at its ends, to look for a line in a text.
      nl='
      '

      fail() {
        printf 'netgen: step %s: %s; nothing after it was done: mend that and run this again\\n' \\
          "$count" "$(printf %s "$*" | tr '\\n' ' ')" >&2
        exit 1
      }

      finish() {
        echo "netgen: $count steps, $changed of them changed something"
        exit 0
      }

      next() {
        if [ "${limit:-$((count + 1))}" -le "$count" ]; then finish; fi
        count=$((count + 1))
      }

      ask() { answer=$("$@" 2>&1) || fail "$* says: $answer"; }

      did() {
        changed=$((changed + 1))
        echo "$count: $*"
      }

      there() { docker network inspect -f x -- "$1" >/dev/null 2>&1; }

      # joined NETWORK CONTAINER
      joined() {
        ask docker container inspect -f \\
          '{{range $name, $each := .NetworkSettings.Networks}}{{$name}}{{"\\n"}}{{end}}' "$2"
        case $nl$answer$nl in *"$nl$1$nl"*) return 0 ;; esac
        return 1
      }

      # create NETWORK SUBNET INTERNAL BRIDGE MASQUERADE [IPV6_SUBNET]
      create() {
        next
        if there "$1"; then
          ask docker network inspect -f '{{index .Labels "app"}} {{.Driver}} {{.Internal}} \
      {{range .IPAM.Config}}{{.Subnet}} {{end}}\
      {{index .Options "com.docker.network.bridge.name"}} \
      {{index .Options "com.docker.network.bridge.enable_ip_masquerade"}}' -- "$1"
          [ "$answer" = "netgen bridge $3 $2 ${6:+$6 }$4 $5" ] ||
            fail "network $1 is there already and is another"
          return 0
        fi
        ask docker network create --driver=bridge --label=app=netgen \\
          --internal="$3" --subnet="$2" \\
          --opt=com.docker.network.bridge.name="$4" \\
          --opt=com.docker.network.bridge.enable_ip_masquerade="$5" \\
          ${6:+--ipv6} ${6:+"--subnet=$6"} -- "$1"
        did "network $1 is made"
      }

      # connect NETWORK CONTAINER OPTION...
      connect() {
        next
        network=$1 container=$2
        shift 2
        if joined "$network" "$container"; then
          ask docker container inspect -f \\
            '{{range $name, $each := .NetworkSettings.Networks}}\
      {{range $each.Aliases}}{{$name}}/--alias={{.}}{{"\\n"}}{{end}}\
      {{range $each.Links}}{{$name}}/--link={{.}}{{"\\n"}}{{end}}{{end}}' \\
            "$container"
          for option; do
            case $option in --ip*) continue ;; esac
            case $nl$answer$nl in *"$nl$network/$option$nl"*) ;; *)
              fail "container $container is on network $network already, without $option" ;;
            esac
          done
          return 0
        fi
        ask docker network connect "$@" -- "$network" "$container"
        did "container $container is on network $network"
      }

      # disconnect NETWORK CONTAINER
      disconnect() {
        next
        if joined "$1" "$2"; then
          ask docker network disconnect -- "$1" "$2"
          did "container $2 has left network $1"
        fi
      }

      # remove NETWORK
      remove() {
        next
        if there "$1"; then
          ask docker network inspect -f '{{index .Labels "app"}}' -- "$1"
          [ "$answer" = netgen ] || fail "network $1 is not netgen's"
          ask docker network rm "$1"
          did "network $1 is gone"
        fi
      }

      # known NETWORK CONTAINER...: nobody else may have joined since, whom leaving would cut off
      known() {
        if [ "${limit:-$((count + 1))}" -le "$count" ]; then finish; fi
        there "$1" || return 0
        network=$1
        shift
        ask docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' -- "$network"
        for member in $answer; do
          case " $* " in *" $member "*) ;; *)
            fail "container $member is on network $network now: inspect and generate again" ;;
          esac
        done
      }

      # steps
      """;

  private final StringBuilder out = new StringBuilder(GeneratedFile.MARKER).append('\n');

  private PlanScript() {}

  /** To the networks of the graph. */
  static GeneratedFile apply(ContainerPlan plan) {
    PlanScript script = new PlanScript();
    script.comment(
        "Puts running containers on networks that allow what the graph says. sh apply.sh [STEPS]");
    script.comment("Can be run again: what is done already is left. Back: sh undo.sh");
    script.out.append(FUNCTIONS);
    TreeMap<String, TreeSet<String>> members = new TreeMap<>();
    for (Running.Container each : plan.crew().running().containers().values()) {
      each.networks()
          .keySet()
          .forEach(n -> members.computeIfAbsent(n, absent -> new TreeSet<>()).add(each.name()));
    }
    TreeSet<String> checked = new TreeSet<>();
    for (Step step : plan.steps()) {
      if (step.kind() == Kind.DISCONNECT && checked.add(step.network())) {
        script.call("known", step.network(), List.copyOf(members.get(step.network())));
      }
      script.step(step);
    }
    script.out.append("finish\n");
    return new GeneratedFile("docker/apply.sh", script.out.toString());
  }

  /** And back. */
  static GeneratedFile undo(ContainerPlan plan) {
    PlanScript script = new PlanScript();
    script.comment(
        "Takes apply.sh back: networks, names and fixed addresses as they were recorded.");
    script.out.append(FUNCTIONS);
    plan.undo().forEach(script::step);
    script.out.append("finish\n");
    return new GeneratedFile("docker/undo.sh", script.out.toString());
  }

  private void step(Step step) {
    step.reasons().forEach(reason -> comment("for " + reason));
    step.grants().forEach(each -> comment("from here " + each));
    step.closes().forEach(each -> comment("from here " + each));
    step.breaks().forEach(each -> comment("ends established connections of " + each));
    ImmutableList.Builder<String> words = ImmutableList.builder();
    if (!step.container().isEmpty()) {
      words.add(step.container());
    }
    call(step.kind().word(), step.network(), words.addAll(step.options()).build());
  }

  private void call(String function, String network, List<String> words) {
    out.append(function).append(' ').append(quoted(network));
    words.forEach(word -> out.append(' ').append(quoted(word)));
    out.append('\n');
  }

  private void comment(String text) {
    out.append("# ").append(YamlWriter.printable(text)).append('\n');
  }

  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
