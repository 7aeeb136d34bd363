package dev.netgen.generator;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.function.Supplier;

/** Graphs that policies of enforcers' own kinds are tried on. */
public final class OwnKindSketches {
  private static final String GATEWAY = "k8s:shop/Deployment/gateway";
  private static final String BACKEND = "k8s:shop/Deployment/backend";
  private static final String POSTGRES = "k8s:data/StatefulSet/postgres";
  private static final String DNS = "k8s:kube-system/Deployment/coredns";
  private static final String API = "k8s:default/Service/kubernetes";

  private OwnKindSketches() {}

  /** All of them by name. */
  public static Map<String, Supplier<GraphSketch>> all() {
    return ImmutableSortedMap.of(
        "shop", OwnKindSketches::shop,
        "names", OwnKindSketches::names,
        "nodes", OwnKindSketches::nodes,
        "twins", OwnKindSketches::twins);
  }

  /** Two namespaces, several transports, named ports. */
  public static GraphSketch shop() {
    return new GraphSketch()
        .workload(GATEWAY, "app=gateway", "pod-template-hash=5d9")
        .workload(BACKEND, "app=backend")
        .ports(BACKEND, "http=8080/tcp")
        .workload(POSTGRES, "app.kubernetes.io/name=postgres", "app.kubernetes.io/part-of=shop")
        .workload(DNS, "k8s-app=kube-dns")
        .link("outside:internet", GATEWAY, "8443/tcp", "https")
        .link(GATEWAY, BACKEND, "8080/tcp", "http")
        .link(GATEWAY, BACKEND, "3868/sctp", "diameter")
        .link(BACKEND, BACKEND, "7946/tcp")
        .link(BACKEND, BACKEND, "7946/udp")
        .link(BACKEND, POSTGRES, "5432/tcp", "postgresql")
        .link(GATEWAY, DNS, "53/udp", "dns")
        .link(BACKEND, DNS, "53/udp", "dns");
  }

  /** Servers outside, by name and by address, of both families; one client never asked for it. */
  public static GraphSketch names() {
    return new GraphSketch()
        .workload(BACKEND, "app=backend")
        .workload("k8s:shop/CronJob/report", "app=report")
        .workload(DNS, "k8s-app=kube-dns")
        .link(BACKEND, DNS, "53/udp", "dns")
        .link(BACKEND, DNS, "9153/tcp", "http")
        .link(BACKEND, "outside:api.example.com", "443/tcp", "tls")
        .link(BACKEND, "outside:10.20.0.0/16", "1433/tcp")
        .link("k8s:shop/CronJob/report", "outside:api.example.com", "443/tcp", "tls")
        .link("k8s:shop/CronJob/report", "outside:doh.example.com", "443/tcp", "dns")
        .addresses("outside:api.example.com", "192.0.2.7", "2001:db8::7")
        .addresses("outside:doh.example.com", "192.0.2.8");
  }

  /** Nodes, the API server, and a workload on its nodes' network. */
  public static GraphSketch nodes() {
    return new GraphSketch()
        .workload("k8s:ops/Deployment/agent", "app=agent")
        .workload("k8s:ops/DaemonSet/exporter", "app=exporter")
        .onHost("k8s:ops/DaemonSet/exporter")
        .workload(API)
        .onHost(API)
        .link("k8s:ops/Deployment/agent", API, "6443/tcp", "tls")
        .link(API, "k8s:ops/Deployment/agent", "9443/tcp", "tls")
        .link("k8s:ops/Deployment/agent", "k8s:ops/DaemonSet/exporter", "9100/tcp", "http")
        .link("node:worker-1", "k8s:ops/Deployment/agent", "8081/tcp", "http")
        .probe("node:worker-1", "k8s:ops/Deployment/agent", "8082/tcp")
        .addresses(API, "10.0.0.1")
        .addresses("k8s:ops/DaemonSet/exporter", "10.0.0.2", "10.0.0.3")
        .addresses("node:worker-1", "10.0.0.2");
  }

  /** Labels that tell apart by what is missing, and labels that tell nothing to some enforcers. */
  public static GraphSketch twins() {
    return new GraphSketch()
        .workload("k8s:shop/Deployment/a", "app=a")
        .workload("k8s:shop/Deployment/a-canary", "app=a", "track=canary")
        .workload("k8s:shop/Deployment/b.v2", "app=b", "empty=", "k8s.io/x=y")
        .workload("k8s:shop/Deployment/idle", "app=idle")
        .link("k8s:shop/Deployment/a", "k8s:shop/Deployment/b.v2", "80/tcp")
        .link("k8s:shop/Deployment/b.v2", "k8s:shop/Deployment/a", "81/tcp")
        .link("k8s:shop/Deployment/a-canary", "k8s:shop/Deployment/b.v2", "82/tcp");
  }
}
