package dev.offload.checker.fix;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.fix.Edit.Replacement;
import dev.offload.checker.model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A private lock that only methods and callbacks take which return a stage, or can, becomes an
 * {@code AsyncLock}, for which no thread waits: {@code private final Lock lock = new
 * ReentrantLock()} becomes {@code private final AsyncLock lock = new AsyncLock()}, and {@code
 * lock.lock(); try { count++; return completedFuture(count); } finally { lock.unlock(); }} becomes
 * {@code return lock.with(() -> { count++; return completedFuture(count); });}. So does the monitor
 * of a private {@code Object}.
 *
 * <p>A callback of a stage returns the stage that this makes: {@code thenApply(x -> { synchronized
 * (lock) { return count += x; } })} becomes {@code thenCompose(x -> lock.with(() -> { return
 * completedFuture(count += x); }))}. If the call names an executor, the section comes back to it.
 *
 * <p>All uses change at once, as both kinds of lock would not exclude one another.
 *
 * <p>Changes behaviour: a method that finds the lock held returns at once, and what its section
 * throws fails the stage; a section that finds it held runs on the thread that gives it back.
 *
 * <p>Refusals: what {@link LockField} and {@link AsyncSection} find: the lock is used in another
 * way than for a section, or by a method that returns no stage; sections nest, or call what may; a
 * section returns a stage that may be incomplete; sections of one method follow one another; a
 * callback with an executor does more than the section.
 */
final class AsyncLockInsteadOfLock implements FixStrategy {
  private static final String LOCK = "dev.offload.AsyncLock";
  private static final String CHANGE =
      "whoever finds the lock held gets a stage at once, and what the section throws fails it";

  @Override
  public Optional<Answer> answer(Site site) {
    boolean isLock =
        site.finding().effect().kind() == Kind.LOCK && site.finding().effect().witness().isEmpty();
    return isLock && site.knows(LOCK)
        ? LockedSection.with(statement(site.operation()), site)
            .filter(section -> AsyncSection.of(section, site).mayYieldStage(site))
            .flatMap(section -> LockField.of(section.taken(), site))
            .map(field -> answer(field, site))
        : Optional.empty();
  }

  private static TreePath statement(TreePath operation) {
    return operation.getParentPath().getLeaf() instanceof ExpressionStatementTree
        ? operation.getParentPath()
        : operation;
  }

  private static Answer answer(LockField field, Site site) {
    List<AsyncSection> sections =
        field.sections().stream().map(each -> AsyncSection.of(each, site)).toList();
    VarSymbol lock = field.symbol();
    return field
        .obstacle()
        .or(() -> first(sections, each -> each.waiting(lock, site)))
        .or(() -> first(sections, each -> each.obstacle(lock, site)))
        .<Answer>map(Refusal::new)
        .orElseGet(() -> answer(field.declaration(), sections, site));
  }

  private static Optional<String> first(
      List<AsyncSection> sections, Function<AsyncSection, Optional<String>> obstacle) {
    return sections.stream().flatMap(each -> obstacle.apply(each).stream()).findFirst();
  }

  private static Answer answer(VariableTree field, List<AsyncSection> sections, Site site) {
    Site.Named lock = site.named(LOCK);
    List<Replacement> replacements = new ArrayList<>();
    replacements.add(
        new Replacement(site.start(field.getType()), site.end(field.getType()), lock.text()));
    replacements.add(
        new Replacement(
            site.start(field.getInitializer()),
            site.end(field.getInitializer()),
            "new " + lock.text() + "()"));
    Set<String> imports = new TreeSet<>(lock.imports());
    for (AsyncSection section : sections) {
      AsyncSectionText text = new AsyncSectionText(section, site);
      replacements.addAll(text.replacements());
      imports.addAll(text.imports());
    }
    Edit edit = new Edit(replacements, imports);
    return edit.overlaps()
        ? new Refusal("sections of one method follow one another; make a method of each")
        : Offer.changing(edit.withoutImports(UnusedImports.after(edit, site)), CHANGE);
  }
}
