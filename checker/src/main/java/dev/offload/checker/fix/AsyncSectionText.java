package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Values;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A section as the source says it with an {@code AsyncLock}. */
final class AsyncSectionText {
  private final AsyncSection section;
  private final LockedSection locked;
  private final BlockTree block;
  private final Site site;
  private final Site.Named future;
  private final Lines lines;
  private final Names names;

  AsyncSectionText(AsyncSection section, Site site) {
    this.section = section;
    this.locked = section.section();
    this.block = locked.block().orElseThrow();
    this.site = site;
    this.future = site.named("java.util.concurrent.CompletableFuture");
    this.names = new Names(site.state().withPath(locked.path()));
    this.lines = new Lines(site, block, block.getStatements().indexOf(section.first()));
  }

  Set<String> imports() {
    return section.endsNormally() ? future.imports() : Set.of();
  }

  List<Replacement> replacements() {
    BlockTree body = locked.body();
    String start = site.source(locked.taken()) + ".with(() -> {";
    if (!section.endsNormally()) {
      return List.of(
          new Replacement(lines.start(), site.start(body) + 1, "return " + start + declaration()),
          new Replacement(site.end(body) - 1, site.end(locked.last()), "});"));
    }
    String inner =
        declaration()
            + inner(site.source(site.start(body) + 1, site.end(body) - 1))
            + lines.inner(isOver() ? site.source(section.rest().get(0)) : completed());
    String stage = start + inner + lines.newLine() + "})";
    int end = site.end(block) - 1;
    return List.of(
        new Replacement(
            lines.start(),
            end,
            lines.ending("return ", isOver() ? GoingOn.expression(stage) : goingOn(stage), "")
                + lines.tail()));
  }

  private String declaration() {
    return lines.inner(section.value().map(site::source).orElse(""));
  }

  private String inner(String statements) {
    return statements.contains("\n") ? statements.stripTrailing() : lines.inner(statements.strip());
  }

  /** The statement that hands the section's value on. */
  private String completed() {
    String value =
        section
            .value()
            .map(local -> "completedFuture(" + local.getName() + ")")
            .orElse("<Void>completedFuture(null)");
    return "return " + future.text() + "." + value + ";";
  }

  /** Whether nothing comes after the section but its result, which may as well come from within. */
  private boolean isOver() {
    return returned()
        .flatMap(CompletedStage::value)
        .filter(value -> isValue(value) || FirstEvaluated.isInert(value))
        .isPresent();
  }

  /** What is returned behind the section, if there is nothing else. */
  private Optional<ExpressionTree> returned() {
    return section.rest().get(0) instanceof ReturnTree only
            && rest().strip().equals(site.source(only))
        ? Optional.of(only.getExpression())
        : Optional.empty();
  }

  private String rest() {
    return site.source(site.end(locked.last()), site.end(block) - 1);
  }

  private GoingOn goingOn(String stage) {
    Optional<Type> primitive =
        section.value().<Type>map(ASTHelpers::getType).filter(Type::isPrimitive);
    if (primitive.isPresent()) {
      // The box would not mean the same to == and to overloads.
      String parameter = names.fresh("value");
      String head = primitive.get() + " " + name() + " = " + parameter + ";";
      return new GoingOn(stage + ".thenCompose(" + parameter + " -> ", head, rest(), ")");
    }
    if (returned().isEmpty()) {
      return new GoingOn(stage + ".thenCompose(" + name() + " -> ", "", rest(), ")");
    }
    return GoingOn.expression(
        stage
            + CompletedStage.value(returned().get())
                .map(value -> ".thenApply(" + name() + " -> " + site.source(value) + ")")
                .orElseGet(
                    () -> ".thenCompose(" + name() + " -> " + site.source(returned().get()) + ")"));
  }

  private boolean isValue(ExpressionTree expression) {
    return Values.strip(expression) instanceof IdentifierTree name
        && section.value().filter(local -> name.getName().equals(local.getName())).isPresent();
  }

  private String name() {
    return section
        .value()
        .map(VariableTree::getName)
        .map(Object::toString)
        .orElseGet(() -> names.fresh("unused"));
  }
}
