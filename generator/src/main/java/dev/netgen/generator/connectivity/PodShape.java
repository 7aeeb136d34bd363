package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.net.Port;
import java.util.Map;

/**
 * All that policies can see of a pod; pods of one shape are treated alike.
 *
 * @param namespace its namespace
 * @param labels its labels
 * @param ports its named ports; one name may stand for one port per transport
 */
record PodShape(
    String namespace,
    ImmutableMap<String, String> labels,
    ImmutableSet<Map.Entry<String, Port>> ports) {}
