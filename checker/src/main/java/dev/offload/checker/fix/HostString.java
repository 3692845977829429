package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * {@code InetSocketAddress.getHostName()}, which may ask the network, becomes {@code
 * getHostString()} where it is only text for people: part of a longer one, or logged.
 *
 * <p>Changes behaviour: an address that was made without a name is shown as numbers.
 *
 * <p>Refusals: any other use, which may compare the name, or connect to it.
 */
final class HostString implements FixStrategy {
  private static final String METHOD = "getHostName";

  @Override
  public Optional<Answer> answer(Site site) {
    return site.finding().effect().witness().isEmpty()
            && site.operation().getLeaf() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals(METHOD)
            && site.isA(ASTHelpers.getSymbol(call).owner.type, "java.net.InetSocketAddress")
        ? Optional.of(answer(select, site))
        : Optional.empty();
  }

  private static Answer answer(MemberSelectTree select, Site site) {
    if (!isText(Site.parent(site.operation()).getLeaf()) || isInAddress(site.operation())) {
      return new Refusal(
          "who uses the name may need the one that a look-up finds; call getHostString() if the"
              + " text of an address without a name will do");
    }
    int end = site.end(select);
    return Offer.changing(
        Edit.replace(end - METHOD.length(), end, "getHostString"),
        "an address without a host name is shown as numbers");
  }

  private static boolean isText(Tree user) {
    return (user instanceof BinaryTree && user.getKind() == Tree.Kind.PLUS)
        || (user instanceof CompoundAssignmentTree && user.getKind() == Tree.Kind.PLUS_ASSIGNMENT)
        || (user instanceof MethodInvocationTree call && shows(ASTHelpers.getSymbol(call)));
  }

  /** Whether the longer text is a URL, which is no text for people. */
  private static boolean isInAddress(TreePath name) {
    TreePath path = name;
    while (isText(Site.parent(path).getLeaf())) {
      path = Site.parent(path);
    }
    return path.getLeaf().toString().contains("://");
  }

  private static boolean shows(MethodSymbol method) {
    String owner = method.owner.getQualifiedName().toString();
    return switch (method.name.toString()) {
      case "format", "formatted" -> owner.equals("java.lang.String");
      case "append" ->
          owner.equals("java.lang.StringBuilder") || owner.equals("java.lang.StringBuffer");
      case "print", "println", "printf" -> owner.equals("java.io.PrintStream");
      default -> owner.endsWith("Logger") || owner.endsWith("Log");
    };
  }
}
