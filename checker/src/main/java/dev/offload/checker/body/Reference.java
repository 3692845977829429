package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stable way to name a value: {@code f}, {@code this.f}, {@code a.b}, {@code promise.future()}.
 */
public record Reference(List<Symbol> path) {
  /** The object whose method it is, or whatever the reference starts from. */
  public static final Reference SELF = new Reference(List.of());

  static Reference of(VarSymbol variable) {
    return new Reference(List.of(variable));
  }

  static Optional<Reference> of(ExpressionTree expression) {
    List<Symbol> path = new ArrayList<>();
    return collect(Values.strip(expression), path)
        ? Optional.of(new Reference(List.copyOf(path)))
        : Optional.empty();
  }

  /** The rest of this one behind {@code start}. */
  public Optional<Reference> behind(Reference start) {
    int length = start.path.size();
    return length <= path.size() && path.subList(0, length).equals(start.path)
        ? Optional.of(new Reference(List.copyOf(path.subList(length, path.size()))))
        : Optional.empty();
  }

  /** What {@code rest} leads to from here. */
  Reference then(Reference rest) {
    List<Symbol> whole = new ArrayList<>(path);
    whole.addAll(rest.path);
    return new Reference(List.copyOf(whole));
  }

  /** Whether it leads through variables only. */
  boolean isVariable() {
    return !path.isEmpty() && path.stream().allMatch(VarSymbol.class::isInstance);
  }

  /** Whether other methods of the same object, too, call it so. */
  boolean isMember() {
    return !path.isEmpty() && path.get(0).owner instanceof ClassSymbol;
  }

  /** Whether it is the same for all objects. */
  boolean isStatic() {
    return !path.isEmpty() && path.get(0).isStatic();
  }

  private static boolean collect(ExpressionTree expression, List<Symbol> path) {
    if (expression instanceof IdentifierTree identifier) {
      Symbol symbol = ASTHelpers.getSymbol(identifier);
      if (symbol instanceof VarSymbol variable && !isThis(identifier)) {
        path.add(variable);
      }
      return symbol instanceof VarSymbol;
    }
    if (expression instanceof MemberSelectTree select) {
      Symbol symbol = ASTHelpers.getSymbol(select);
      if (!(symbol instanceof VarSymbol)) {
        return false;
      }
      boolean stable = symbol.isStatic() || collect(Values.strip(select.getExpression()), path);
      path.add(symbol);
      return stable;
    }
    if (expression instanceof MethodInvocationTree call && hasStableArguments(call)) {
      Symbol symbol = ASTHelpers.getSymbol(call);
      boolean stable =
          call.getMethodSelect() instanceof MemberSelectTree select
              ? collect(Values.strip(select.getExpression()), path)
              : symbol != null;
      path.add(symbol);
      call.getArguments().forEach(argument -> path.add(ASTHelpers.getSymbol(argument)));
      return stable;
    }
    return false;
  }

  /** {@code future()}, {@code map.get(key)}. */
  private static boolean hasStableArguments(MethodInvocationTree call) {
    Symbol method = ASTHelpers.getSymbol(call);
    return call.getArguments().isEmpty()
        || (method != null
            && method.name.contentEquals("get")
            && method.packge().fullname.toString().startsWith("java.util")
            && call.getArguments().stream()
                .allMatch(argument -> ASTHelpers.getSymbol(argument) instanceof VarSymbol));
  }

  private static boolean isThis(IdentifierTree identifier) {
    return identifier.getName().contentEquals("this")
        || identifier.getName().contentEquals("super");
  }
}
