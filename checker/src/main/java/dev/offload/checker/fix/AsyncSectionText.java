package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A section as the source says it with an {@code AsyncLock}. */
final class AsyncSectionText {
  private final AsyncSection section;
  private final LockedSection locked;
  private final BlockTree block;
  private final SectionRest rest;
  private final String typeArgument;
  private final Site site;
  private final Site.Named future;
  private final Lines lines;
  private final Names names;

  AsyncSectionText(AsyncSection section, Site site) {
    this.section = section;
    this.locked = section.section();
    this.block = locked.block().orElseThrow();
    this.rest = new SectionRest(section, site);
    this.typeArgument = section.callback().map(each -> each.typeArgument(site)).orElse("");
    this.site = site;
    this.future = site.named(StageCall.FUTURE);
    this.names = new Names(site.state().withPath(locked.path()));
    this.lines = new Lines(site, block, block.getStatements().indexOf(section.first()));
  }

  Set<String> imports() {
    return section.endsNormally() || section.callback().isPresent() ? future.imports() : Set.of();
  }

  List<Replacement> replacements() {
    if (section.callback().isEmpty()) {
      return ofSection();
    }
    ValueCallback callback = section.callback().get();
    if (rest.isAll()) {
      return new AsyncCallbackText(callback, site.source(locked.taken()), names, future, site)
          .replacements(lines.outdented(statements(!callback.call().isAsync())));
    }
    List<Replacement> result = new ArrayList<>(ofSection());
    returns(callback.body()).stream()
        .filter(
            each ->
                result.stream()
                    .noneMatch(other -> each.start() < other.end() && other.start() < each.end()))
        .toList()
        .forEach(result::add);
    result.addAll(callback.replacements(names, site));
    return result;
  }

  /** The statements that run the section, and yield the stage of what comes behind it. */
  private List<Replacement> ofSection() {
    BlockTree body = locked.body();
    String start = site.source(locked.taken()) + ".with(() -> {";
    if (!section.endsNormally()) {
      return List.of(
          new Replacement(lines.start(), site.start(body) + 1, "return " + start + declaration()),
          new Replacement(site.end(body) - 1, site.end(locked.last()), "});"));
    }
    String stage = start + statements(true) + "})";
    return List.of(
        new Replacement(
            lines.start(),
            site.end(block) - 1,
            lines.ending("return ", rest.isOver() ? GoingOn.expression(stage) : goingOn(stage), "")
                + lines.tail()));
  }

  /**
   * Those of the section, up to the brace behind them.
   *
   * @param yieldStage whether they are to return a stage
   */
  private String statements(boolean yieldStage) {
    BlockTree body = locked.body();
    Site wrapping =
        yieldStage && section.callback().isPresent() ? site.renaming(returns(body)) : site;
    String inner = wrapping.source(site.start(body) + 1, site.end(body) - 1);
    return section.endsNormally()
        ? declaration() + inner(inner) + lines.inner(last(yieldStage)) + lines.newLine()
        : declaration() + inner;
  }

  private String declaration() {
    return lines.inner(section.value().map(site::source).orElse(""));
  }

  private String inner(String statements) {
    return statements.contains("\n") ? statements.stripTrailing() : lines.inner(statements.strip());
  }

  /** The statement that hands the section's value on. */
  private String last(boolean yieldStage) {
    if (rest.isOver() && !section.rest().isEmpty()) {
      ReturnTree only = (ReturnTree) section.rest().get(0);
      return yieldStage && section.callback().isPresent() ? returning(only) : site.source(only);
    }
    if (!yieldStage) {
      return "";
    }
    return completed(
        rest.isOver()
            ? Optional.empty()
            : section.value().map(VariableTree::getName).map(Object::toString),
        "");
  }

  /** A callback's return statements, as those of stages. */
  private List<Replacement> returns(Tree code) {
    return Returns.in(code).stream()
        .map(each -> new Replacement(site.start(each), site.end(each), returning(each)))
        .toList();
  }

  private String returning(ReturnTree tree) {
    return completed(Optional.ofNullable(tree.getExpression()).map(site::source), typeArgument);
  }

  private String completed(Optional<String> value, String type) {
    return "return "
        + future.text()
        + "."
        + value
            .map(text -> type + "completedFuture(" + text + ")")
            .orElse("<Void>completedFuture(null)")
        + ";";
  }

  private GoingOn goingOn(String stage) {
    String method =
        typeArgument
            + section.callback().map(each -> each.composed().inner()).orElse("thenCompose");
    Optional<Type> primitive =
        section.value().<Type>map(ASTHelpers::getType).filter(Type::isPrimitive);
    if (primitive.isPresent()) {
      // The box would not mean the same to == and to overloads.
      String parameter = names.fresh("value");
      String head = primitive.get() + " " + name() + " = " + parameter + ";";
      return new GoingOn(stage + "." + method + "(" + parameter + " -> ", head, rest.text(), ")");
    }
    if (rest.returned().isEmpty()) {
      return new GoingOn(stage + "." + method + "(" + name() + " -> ", "", rest.text(), ")");
    }
    return GoingOn.expression(
        stage
            + rest.returned()
                .flatMap(rest::value)
                .map(
                    value ->
                        "."
                            + typeArgument
                            + "thenApply("
                            + name()
                            + " -> "
                            + site.source(value)
                            + ")")
                .orElseGet(
                    () ->
                        ".thenCompose("
                            + name()
                            + " -> "
                            + site.source(rest.returned().get())
                            + ")"));
  }

  private String name() {
    return section
        .value()
        .map(VariableTree::getName)
        .map(Object::toString)
        .orElseGet(() -> names.fresh("unused"));
  }
}
