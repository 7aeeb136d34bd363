package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.docker.NetworkPlan;
import java.util.TreeSet;

/**
 * How what runs gets to the networks of a graph, and back.
 *
 * @param crew the containers
 * @param networks the networks they are to have
 * @param steps in order
 * @param undo back, in order
 */
record ContainerPlan(
    Crew crew, NetworkPlan networks, ImmutableList<Step> steps, ImmutableList<Step> undo) {

  /** Everything a step may end of what is established, once each, sorted. */
  TreeSet<String> broken() {
    TreeSet<String> broken = new TreeSet<>();
    steps.forEach(step -> broken.addAll(step.breaks()));
    return broken;
  }
}
