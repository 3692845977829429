package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ReturnTree;
import dev.offload.checker.body.Values;
import java.util.Optional;

/** What its function does behind a section that is to hold an {@code AsyncLock}. */
record SectionRest(AsyncSection section, Site site) {
  /** Whether that is nothing but the result, which may as well come from within the section. */
  boolean isOver() {
    if (!section.endsNormally()) {
      return true;
    }
    return section.isVoid()
        ? text().isBlank()
        : returned()
            .flatMap(this::value)
            .filter(value -> isValue(value) || FirstEvaluated.isInert(value))
            .isPresent();
  }

  /** What is returned behind the section, if there is nothing else. */
  Optional<ExpressionTree> returned() {
    return !section.rest().isEmpty()
            && section.rest().get(0) instanceof ReturnTree only
            && text().strip().equals(site.source(only))
        ? Optional.ofNullable(only.getExpression())
        : Optional.empty();
  }

  /** The value that the function's stage gets. */
  Optional<ExpressionTree> value(ExpressionTree returned) {
    return section.callback().isPresent() ? Optional.of(returned) : CompletedStage.value(returned);
  }

  String text() {
    LockedSection locked = section.section();
    return site.source(site.end(locked.last()), site.end(locked.block().orElseThrow()) - 1);
  }

  /** Whether the function has nothing but the section. */
  boolean isAll() {
    BlockTree block = section.section().block().orElseThrow();
    return section.callback().filter(each -> each.body() == block).isPresent()
        && block.getStatements().get(0) == section.first()
        && !site.hasComments(site.start(block), site.start(section.first()))
        && isOver()
        && (section.endsNormally() || text().isBlank());
  }

  private boolean isValue(ExpressionTree expression) {
    return Values.strip(expression) instanceof IdentifierTree name
        && section.value().filter(local -> name.getName().equals(local.getName())).isPresent();
  }
}
