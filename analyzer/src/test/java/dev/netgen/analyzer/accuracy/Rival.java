package dev.netgen.analyzer.accuracy;

import dev.netgen.analyzer.testing.TimedPacket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another way to tell the client of a conversation, measured beside netgen. */
interface Rival {
  String name();

  /** What it says of the conversations of a capture; {@code folder} is for temporary files. */
  Answers ask(CaptureFile file, Path folder) throws IOException;

  /** How often it was right. */
  record Score(String name, Tally tally) {}

  /** By conversation: the client's packets, or an empty optional where it cannot tell. */
  final class Answers {
    private final Map<Tuple, Optional<Tuple>> requests = new HashMap<>();

    void add(Tuple conversation, Optional<Tuple> request) {
      requests.putIfAbsent(conversation.conversation(), request);
    }

    Outcome of(Label label) {
      Optional<Tuple> request = label.conversation().map(requests::get).orElse(null);
      if (request == null) {
        return Outcome.MISSING;
      }
      return request
          .map(tuple -> tuple.isRequestOf(label) ? Outcome.RIGHT : Outcome.WRONG)
          .orElse(Outcome.UNDECIDED);
    }
  }

  /** Whoever sent the first packet. */
  final class FirstPacket implements Rival {
    @Override
    public String name() {
      return "who sent the first packet is the client";
    }

    @Override
    public Answers ask(CaptureFile file, Path folder) {
      Answers answers = new Answers();
      for (TimedPacket packet : file.packets()) {
        Headers headers = Headers.of(file.linkType(), packet.bytes());
        if (headers != null) {
          Tuple tuple = Tuple.of(headers, packet.bytes());
          answers.add(tuple, Optional.of(tuple));
        }
      }
      return answers;
    }
  }

  /** Whoever has the smaller port is the server. */
  final class SmallerPort implements Rival {
    @Override
    public String name() {
      return "who has the smaller port is the server";
    }

    @Override
    public Answers ask(CaptureFile file, Path folder) {
      Answers answers = new Answers();
      for (Tuple tuple : Traces.of(List.of(file)).conversations()) {
        int order = Integer.compare(tuple.sourcePort(), tuple.destinationPort());
        Optional<Tuple> request =
            order == 0 ? Optional.empty() : Optional.of(order > 0 ? tuple : tuple.reverse());
        answers.add(tuple, request);
      }
      return answers;
    }
  }
}
