package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.Optional;
import java.util.Set;

/**
 * The expression of a statement that is offloaded, all of it, so that it is evaluated in its order.
 *
 * @param result what its stage yields
 */
record OffloadedPart(TreePath path, StatementTree statement, Type result, Offloading offloading)
    implements MovedCut {
  /** The part of {@code statement} that the operation is in, if the rest can wait for it. */
  static Optional<OffloadedPart> of(
      TreePath operation, StatementTree statement, Offloading offloading, Site site) {
    TreePath path = operation;
    while (Site.parent(path).getLeaf() != statement) {
      path = path.getParentPath();
    }
    boolean isFirst =
        statement instanceof VariableTree
            || statement instanceof ExpressionStatementTree
            || ((statement instanceof IfTree || statement instanceof EnhancedForLoopTree)
                && path.getLeaf() instanceof ExpressionTree);
    if (!isFirst || isInferredPrimitive(statement)) {
      return Optional.empty();
    }
    Type type =
        ASTHelpers.getType(statement instanceof VariableTree variable ? variable : path.getLeaf());
    return Optional.of(new OffloadedPart(path, statement, site.boxed(type), offloading));
  }

  /** The box that a callback gets would not mean the same to {@code ==} and overloads. */
  private static boolean isInferredPrimitive(StatementTree statement) {
    return statement instanceof VariableTree variable
        && ((JCVariableDecl) variable).declaredUsingVar()
        && ASTHelpers.getType(variable).isPrimitive();
  }

  private ExpressionTree expression() {
    return (ExpressionTree) tree();
  }

  @Override
  public Type result(Site site) {
    return result;
  }

  @Override
  public Set<String> imports() {
    return offloading.imports();
  }

  @Override
  public String stage(Site site) {
    String text = site.source(tree());
    return statement instanceof ExpressionStatementTree
        ? offloading.run(text)
        : offloading.call(typeArgument(site), text);
  }

  /** Needed where the variable's type has a say in the expression's. */
  private String typeArgument(Site site) {
    if (!(statement instanceof VariableTree variable)
        || ((JCVariableDecl) variable).declaredUsingVar()
        || ASTHelpers.getType(variable).isPrimitive()
        || (site.isSame(ASTHelpers.getType(tree()), result) && !isInferred(expression()))) {
      return "";
    }
    return "<" + site.source(variable.getType()) + ">";
  }

  /** Whether its type depends on what is wanted of it. */
  static boolean isInferred(ExpressionTree expression) {
    if (expression instanceof MethodInvocationTree call) {
      MethodSymbol method = ASTHelpers.getSymbol(call);
      return !method.getTypeParameters().isEmpty() && call.getTypeArguments().isEmpty();
    }
    return (expression instanceof NewClassTree created
            && created.getIdentifier() instanceof ParameterizedTypeTree type
            && type.getTypeArguments().isEmpty())
        || expression instanceof ConditionalExpressionTree
        || expression instanceof SwitchExpressionTree;
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of(Offloading.CHANGE);
  }
}
