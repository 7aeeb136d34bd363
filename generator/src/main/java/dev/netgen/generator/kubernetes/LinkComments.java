package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.format.LinkDigest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Collection;
import java.util.List;

/**
 * What stands above a rule: its links, each with the digest its evidence is found by. For several
 * threads at once.
 */
final class LinkComments {
  private static final Port HBONE = new Port(15_008, Transport.TCP);
  private static final PeerId METADATA = PeerId.outsideRange(Cidr.parse("169.254.169.254/32"));

  /** A link stands in the policies of both its ends. */
  private final ImmutableMap<LinkKey, String> lines;

  /** The lines of these links are made at once, on all cores. */
  LinkComments(Collection<Link> links) {
    List<Link> list = List.copyOf(links);
    List<String> made = list.parallelStream().map(LinkComments::line).toList();
    ImmutableMap.Builder<LinkKey, String> byKey = ImmutableMap.builderWithExpectedSize(made.size());
    for (int i = 0; i < made.size(); i++) {
      byKey.put(list.get(i).key(), made.get(i));
    }
    lines = byKey.buildOrThrow();
  }

  /** The link's own line. */
  String of(Link link) {
    String known = lines.get(link.key());
    return known == null ? line(link) : known;
  }

  private static String line(Link link) {
    return "evidence " + LinkDigest.of(link) + ": " + YamlWriter.describe(link);
  }

  /** What a reviewer should know of such a link. */
  static ImmutableList<String> advice(Link link, Direction direction) {
    ImmutableList.Builder<String> advice = ImmutableList.builder();
    if (link.from().equals(PeerId.INTERNET) && direction == Direction.INGRESS) {
      advice.add("clients outside are not pinned: everybody may; narrow it where they are known");
    }
    if (link.port().equals(HBONE)) {
      advice.add("the mesh's tunnel (HBONE): the port inside is the mesh's own matter");
    }
    if (link.to().equals(METADATA)) {
      advice.add("instance metadata; on GKE a rule may have to name 169.254.169.252 port 988");
    }
    if (link.notes().contains(LinkNote.DYNAMIC_PORTS)) {
      advice.add("it agrees on further ports inside, which no policy can name beforehand");
    }
    return advice.build();
  }
}
