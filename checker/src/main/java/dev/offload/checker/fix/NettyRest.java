package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes what follows a wait for a Netty future a listener of that future. The future may belong to
 * another loop than the callback does, so the listener hands it to the callback's own.
 */
final class NettyRest {
  private final NettyWait wait;
  private final Loop loop;
  private final Site site;
  private final Set<String> imports = new HashSet<>();

  NettyRest(NettyWait wait, Loop loop, Site site) {
    this.wait = wait;
    this.loop = loop;
    this.site = site;
  }

  /**
   * The listener, and what stands in front of it.
   *
   * @param before statements
   * @param future that gets the listener
   * @param head the first statement of the listener, or empty
   */
  private record Parts(String before, String future, String head) {}

  /** A new end of a block, or of a lambda that is an expression. */
  Answer answer(Tree part) {
    return part instanceof BlockTree block
        ? answer(new RestOfBlock(block, wait, site))
        : new Refusal("the wait is part of an expression; give the lambda a block");
  }

  private Answer answer(RestOfBlock rest) {
    Optional<String> obstacle =
        rest.obstacle().or(() -> declared(rest.statement()).flatMap(this::captured));
    return obstacle.<Answer>map(Refusal::new).orElseGet(() -> offer(rest));
  }

  private Answer offer(RestOfBlock rest) {
    Lines lines = rest.lines();
    Parts parts = parts(rest.statement(), lines, rest.renamed());
    String head = parts.head().isEmpty() ? "" : lines.newLine() + parts.head();
    String text = parts.before() + parts.future() + listener(head + rest.text(), lines);
    return Offer.changing(
        rest.by(text).importing(imports).importing(loop.imports()),
        wait.change(false).orElseThrow() + "; " + loop.meanwhile());
  }

  private Optional<String> captured(VariableTree variable) {
    return site.cannotCapture(ASTHelpers.getSymbol(variable));
  }

  /** A variable that is the future that was waited for. */
  private Optional<VariableTree> declared(StatementTree statement) {
    return statement instanceof VariableTree variable
            && !wait.isGet()
            && ASTHelpers.stripParentheses(variable.getInitializer()) == wait.tree()
        ? Optional.of(variable)
        : Optional.empty();
  }

  private Parts parts(StatementTree statement, Lines lines, Site renamed) {
    Tree tree = wait.tree();
    String text = wait.stage(site);
    if (declared(statement).isPresent()) {
      String declaration =
          site.source(lines.start(), site.start(tree))
              + text
              + site.source(site.end(tree), site.end(statement));
      return new Parts(
          declaration + lines.newLine(), declared(statement).get().getName().toString(), "");
    }
    if (statement instanceof ExpressionStatementTree only
        && ASTHelpers.stripParentheses(only.getExpression()) == tree) {
      return new Parts("", text, "");
    }
    boolean isName = FirstEvaluated.isInert(wait.future());
    String name = isName ? text : site.freshName("future");
    String head =
        renamed.source(lines.start(), site.start(tree))
            + name
            + (wait.isGet() ? ".getNow()" : "")
            + renamed.source(site.end(tree), site.end(statement));
    String declaration = type(wait.future()) + " " + name + " = " + text + ";" + lines.newLine();
    return new Parts(isName ? "" : declaration, name, head);
  }

  private String type(ExpressionTree future) {
    Type type = ASTHelpers.getType(future);
    return type.getTypeArguments().isEmpty() && type.tsym instanceof ClassSymbol
        ? named(type.tsym.getQualifiedName().toString())
        : "var";
  }

  private String named(String qualifiedName) {
    Site.Named named = site.named(qualifiedName);
    imports.addAll(named.imports());
    return named.text();
  }

  private String listener(String rest, Lines lines) {
    String done = site.freshName("done");
    String statements = (wait.isSilent() ? "" : lines.newLine() + guard(done)) + rest;
    String task =
        loop.caught()
            .map(caught -> lines.newLine() + "try " + lines.block(statements) + " " + caught)
            .orElse(statements);
    return ".addListener("
        + done
        + " -> "
        + loop.executor()
        + ".execute(() -> "
        + lines.block(task)
        + "));";
  }

  /** A statement that throws what a failed wait does. */
  private String guard(String done) {
    return "if (!" + done + ".isSuccess()) { throw " + thrown(done, done + ".cause()") + "; }";
  }

  private String thrown(String done, String cause) {
    if (loop.caught().isEmpty()) {
      return "new " + named("java.util.concurrent.CompletionException") + "(" + cause + ")";
    }
    return wait.isGet()
        ? done
            + ".isCancelled() ? "
            + cause
            + " : new "
            + named("java.util.concurrent.ExecutionException")
            + "("
            + cause
            + ")"
        : cause;
  }
}
