package dev.netgen.generator.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.netgen.generator.target.GeneratedFile;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a generated file through fabric8's model, in which any unknown field is an error. */
final class StrictPolicyReader {
  private StrictPolicyReader() {}

  static NetworkPolicy read(GeneratedFile file) {
    ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.setAnnotationIntrospector(new WithoutAnySetter());
    try {
      return mapper.readValue(file.content(), NetworkPolicy.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file.path(), e);
    }
  }

  /** The model's catch-all for additional properties is not used, so that they fail. */
  private static final class WithoutAnySetter extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }
}
