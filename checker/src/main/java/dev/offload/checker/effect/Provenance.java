package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import dev.offload.checker.body.Operand;
import dev.offload.checker.body.Operation;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Kind;
import dev.offload.checker.model.ModelIndex;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the data behind a stream, reader, writer or channel comes from, as far as it can be seen.
 */
final class Provenance {
  private static final int MOST_WRAPPERS = 10;

  /** Choices between choices grow fast. */
  private static final int DEPTH_OF_CHOICE = 4;

  /** The kind of the data's source, else the parameter that it comes from, if either is known. */
  private record Origin(Optional<Kind> kind, OptionalInt parameter) {
    static final Origin UNKNOWN = of(Optional.empty());

    static Origin of(Optional<Kind> kind) {
      return new Origin(kind, OptionalInt.empty());
    }
  }

  private final ModelIndex models;

  Provenance(ModelIndex models) {
    this.models = models;
  }

  /** Empty if it is memory or not known. */
  Optional<Kind> of(Operand operand) {
    return of(operand, 0).kind();
  }

  /** The parameter of the enclosing method that the data comes from. */
  OptionalInt parameter(Operand operand) {
    return of(operand, 0).parameter();
  }

  private Origin of(Operand operand, int depth) {
    if (depth > MOST_WRAPPERS) {
      return Origin.UNKNOWN;
    }
    List<Operand> choices = operand.choices();
    if (!choices.isEmpty()) {
      return ofAll(choices, depth + DEPTH_OF_CHOICE);
    }
    Optional<Operation.Call> producer = operand.producer();
    if (producer.isPresent()) {
      Operation.Call call = producer.get();
      Facts facts = models.facts(call.method(), call.receiverType());
      Optional<Fact.Source> source = facts.get(Fact.Source.class);
      if (source.isPresent()) {
        return source.get() instanceof Fact.SourceOf wrapped
            ? of(call.operand(wrapped.operand()), depth + 1)
            : Origin.of(kind(source.get()).filter(kind -> holds(source.get(), operand)));
      }
      Optional<Kind> made =
          call.method().isConstructor() ? ofType(call.receiverType()) : Optional.empty();
      if (made.isPresent()) {
        return Origin.of(made);
      }
    }
    Optional<Kind> field =
        operand
            .field()
            .flatMap(read -> models.facts(read).get(Fact.Source.class))
            .flatMap(Provenance::kind);
    Optional<Kind> known = field.isPresent() ? field : operand.type().flatMap(this::ofType);
    return new Origin(known, known.isPresent() ? OptionalInt.empty() : operand.parameter());
  }

  /** Whatever it is, it is no memory; or it is always the same parameter. */
  private Origin ofAll(List<Operand> choices, int depth) {
    List<Origin> origins = choices.stream().map(choice -> of(choice, depth)).toList();
    Origin first = origins.get(0);
    boolean areKnown = origins.stream().allMatch(origin -> origin.kind().isPresent());
    return areKnown || origins.stream().allMatch(first::equals) ? first : Origin.UNKNOWN;
  }

  private Optional<Kind> ofType(com.sun.tools.javac.code.Type type) {
    return type.tsym instanceof ClassSymbol symbol
        ? models.facts(symbol).get(Fact.Source.class).flatMap(Provenance::kind)
        : Optional.empty();
  }

  private static boolean holds(Fact.Source source, Operand operand) {
    return !(source instanceof Fact.SourceKind known)
        || known.unlessCalled().filter(operand::mayGetCall).isEmpty();
  }

  private static Optional<Kind> kind(Fact.Source source) {
    return source instanceof Fact.SourceKind known ? Optional.of(known.kind()) : Optional.empty();
  }
}
