package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import dev.offload.checker.body.Operand;
import dev.offload.checker.body.Operation;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Kind;
import dev.offload.checker.model.ModelIndex;
import java.util.Optional;

/**
 * Where the data behind a stream, reader, writer or channel comes from, as far as it can be seen.
 */
final class Provenance {
  private static final int MOST_WRAPPERS = 10;

  private final ModelIndex models;

  Provenance(ModelIndex models) {
    this.models = models;
  }

  /** Empty if it is memory or not known. */
  Optional<Kind> of(Operand operand) {
    return of(operand, 0);
  }

  private Optional<Kind> of(Operand operand, int depth) {
    if (depth > MOST_WRAPPERS) {
      return Optional.empty();
    }
    Optional<Operation.Call> producer = operand.producer();
    if (producer.isPresent()) {
      Operation.Call call = producer.get();
      Facts facts = models.facts(call.method(), call.receiverType());
      Optional<Fact.Source> source = facts.get(Fact.Source.class);
      if (source.isPresent()) {
        return source.get() instanceof Fact.SourceOf wrapped
            ? of(call.operand(wrapped.operand()), depth + 1)
            : kind(source.get());
      }
      Optional<Kind> made =
          call.method().isConstructor() ? ofType(call.receiverType()) : Optional.empty();
      if (made.isPresent()) {
        return made;
      }
    }
    Optional<Kind> field =
        operand
            .field()
            .flatMap(read -> models.facts(read).get(Fact.Source.class))
            .flatMap(Provenance::kind);
    return field.isPresent() ? field : operand.type().flatMap(this::ofType);
  }

  private Optional<Kind> ofType(com.sun.tools.javac.code.Type type) {
    return type.tsym instanceof ClassSymbol symbol
        ? models.facts(symbol).get(Fact.Source.class).flatMap(Provenance::kind)
        : Optional.empty();
  }

  private static Optional<Kind> kind(Fact.Source source) {
    return source instanceof Fact.SourceKind known ? Optional.of(known.kind()) : Optional.empty();
  }
}
