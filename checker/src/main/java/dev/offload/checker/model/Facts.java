package dev.offload.checker.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The facts that hold for one method, field or type: at most one of each sort. */
public final class Facts {
  /** Nothing is known. */
  public static final Facts NONE = new Facts(List.of());

  private final Collection<ModelLine> lines;

  Facts(Collection<ModelLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The fact of the given sort. */
  public <F extends Fact> Optional<F> get(Class<F> sort) {
    return line(sort).map(line -> sort.cast(line.fact()));
  }

  /** The facts of a sort that is not alone: one for each operand or condition. */
  public <F extends Fact> List<F> all(Class<F> sort) {
    return lines.stream().map(ModelLine::fact).filter(sort::isInstance).map(sort::cast).toList();
  }

  /** Where the function given for {@code parameter} runs. */
  public Optional<Fact.Runs> runs(int parameter) {
    return all(Fact.Runs.class).stream().filter(runs -> runs.parameter() == parameter).findFirst();
  }

  /** The operands without which what is returned is not complete. */
  public Set<Integer> completeAfter() {
    return all(Fact.CompleteAfter.class).stream()
        .map(Fact.CompleteAfter::operand)
        .collect(Collectors.toSet());
  }

  /** The name of the API that states {@code fact}, or empty. */
  public String framework(Fact fact) {
    return lines.stream()
        .filter(line -> line.fact().equals(fact))
        .map(ModelLine::framework)
        .findFirst()
        .orElse("");
  }

  /** The member that {@code fact} is about: {@code AbstractVerticle.start}. */
  public String member(Fact fact) {
    return lines.stream()
        .filter(line -> line.fact().equals(fact))
        .map(line -> simpleName(line.subject().type()) + "." + line.subject().member())
        .findFirst()
        .orElse("");
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(binaryName.lastIndexOf('.') + 1).replace('$', '.');
  }

  private Optional<ModelLine> line(Class<? extends Fact> sort) {
    for (ModelLine line : lines) {
      if (sort.isInstance(line.fact())) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }
}
