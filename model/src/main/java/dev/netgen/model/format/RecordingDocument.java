package dev.netgen.model.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.EngineProfile;
import dev.netgen.model.recording.RecordingManifest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** The fields of {@code recording.yaml} as they stand in the file, in its order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordingDocument(
    @JsonProperty(required = true) String apiVersion,
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) String host,
    @JsonProperty(required = true) String started,
    @Nullable String ended,
    @Nullable String stopped,
    @Nullable String project,
    @Nullable String cluster,
    @Nullable Engine engine,
    @JsonProperty(required = true) List<Source> sources) {
  private static final String API_VERSION = "netgen/v1";
  private static final String KIND = "Recording";
  private static final int MAX_STRING = 8192;
  private static final Pattern FILE = Pattern.compile("packets/[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");

  /** {@code engine:}; what it need not tell is unknown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Engine(
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) String userlandProxy,
      @JsonProperty(required = true) String ip6tables,
      @JsonProperty(required = true) String bridgeNfCallIptables,
      @JsonProperty(required = true) String firewallBackend,
      @Nullable String forwardOpenBefore) {
    Engine {
      requireText("version", version);
      requireText("userlandProxy", userlandProxy);
      requireText("ip6tables", ip6tables);
      requireText("bridgeNfCallIptables", bridgeNfCallIptables);
      requireText("firewallBackend", firewallBackend);
    }

    static Engine of(EngineProfile profile) {
      boolean tells = !profile.forwardOpenBefore().equals(EngineProfile.UNKNOWN);
      return new Engine(
          profile.version(),
          profile.userlandProxy(),
          profile.ip6tables(),
          profile.bridgeNfCallIptables(),
          profile.firewallBackend(),
          tells ? profile.forwardOpenBefore() : null);
    }

    EngineProfile toProfile() {
      return new EngineProfile(
          version,
          userlandProxy,
          ip6tables,
          bridgeNfCallIptables,
          firewallBackend,
          forwardOpenBefore == null ? EngineProfile.UNKNOWN : forwardOpenBefore);
    }
  }

  /** One entry of {@code sources:}. */
  record Source(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String scope,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String network,
      @JsonProperty(required = true) int linkType,
      @JsonProperty(required = true) int snapLength,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String filter,
      @JsonProperty(required = true) List<String> onlink,
      @JsonProperty(required = true) long received,
      @JsonProperty(required = true) long droppedByKernel,
      @JsonProperty(required = true) long droppedByInterface,
      @JsonProperty(required = true) long truncated,
      @JsonProperty(required = true) List<String> files) {

    /** Checks every value here, so that a problem is told with its line. */
    Source {
      requireText("name", name);
      requireText("scope", scope);
      requireRange("linkType", linkType, 0xFFFF);
      requireRange("snapLength", snapLength, Integer.MAX_VALUE);
      requireRange("received", received, Long.MAX_VALUE);
      requireRange("droppedByKernel", droppedByKernel, Long.MAX_VALUE);
      requireRange("droppedByInterface", droppedByInterface, Long.MAX_VALUE);
      requireRange("truncated", truncated, Long.MAX_VALUE);
      require(onlink != null, "onlink is missing");
      onlink.forEach(range -> Cidr.parse(requireText("onlink", range)));
      require(files != null, "files is missing");
      files.forEach(Source::requireInside);
    }

    static Source of(CaptureSource source) {
      return new Source(
          source.name(),
          source.scope(),
          source.network(),
          source.linkType(),
          source.snapLength(),
          source.filter(),
          source.onlink().stream().map(Cidr::toString).toList(),
          source.received(),
          source.droppedByKernel(),
          source.droppedByInterface(),
          source.truncated(),
          source.files());
    }

    CaptureSource toSource() {
      return new CaptureSource(
          name,
          scope,
          orEmpty(network),
          linkType,
          snapLength,
          orEmpty(filter),
          onlink.stream()
              .map(Cidr::parse)
              .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo)),
          received,
          droppedByKernel,
          droppedByInterface,
          truncated,
          ImmutableList.copyOf(files));
    }

    private static void requireInside(String file) {
      require(
          file != null && FILE.matcher(file).matches(),
          "\"" + file + "\" is not a file below packets/");
    }
  }

  /** Checks every value here, so that a problem is told with its line. */
  RecordingDocument {
    require(API_VERSION.equals(apiVersion), "apiVersion is not " + API_VERSION);
    require(KIND.equals(kind), "kind is not " + KIND);
    requireText("host", host);
    instant("started", requireText("started", started));
    if (ended != null) {
      instant("ended", ended);
    }
    ClusterName.check(orEmpty(cluster));
    require(sources != null, "sources is missing");
    sources.forEach(source -> require(source != null, "a source is empty"));
  }

  static RecordingDocument of(RecordingManifest manifest) {
    return new RecordingDocument(
        API_VERSION,
        KIND,
        manifest.host(),
        manifest.started().toString(),
        manifest.ended().map(Instant::toString).orElse(null),
        emptyToNull(manifest.stopped()),
        emptyToNull(manifest.project()),
        emptyToNull(manifest.cluster()),
        manifest.engine().map(Engine::of).orElse(null),
        manifest.sources().stream().map(Source::of).toList());
  }

  RecordingManifest toManifest() {
    return new RecordingManifest(
        host,
        instant("started", started),
        ended == null ? Optional.empty() : Optional.of(instant("ended", ended)),
        orEmpty(stopped),
        orEmpty(project),
        orEmpty(cluster),
        engine == null ? Optional.empty() : Optional.of(engine.toProfile()),
        sources.stream().map(Source::toSource).collect(ImmutableList.toImmutableList()));
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          field + " \"" + text + "\" is not a time like 2026-01-02T03:04:05Z", e);
    }
  }

  private static void requireRange(String field, long value, long max) {
    require(value >= 0 && value <= max, field + " " + value + " is out of range");
  }

  private static String requireText(String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty");
    }
    return value;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A mapper that takes nothing but these fields, each once, in bounded text. */
  static ObjectMapper mapper() {
    LoaderOptions bounds = new LoaderOptions();
    bounds.setCodePointLimit(RecordingYaml.MAX_BYTES);
    bounds.setMaxAliasesForCollections(0);
    bounds.setNestingDepthLimit(10);
    bounds.setAllowDuplicateKeys(false);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(bounds)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    return YAMLMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }
}
