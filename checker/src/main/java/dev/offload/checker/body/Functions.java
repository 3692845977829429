package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Finds the code behind an argument: a lambda, a method reference, an anonymous class or an object
 * of a named class, written in place or kept in a variable. All are judged alike.
 */
public final class Functions {
  /** The code that an argument hands over. */
  public sealed interface Function {}

  /** A lambda. */
  public record Lambda(LambdaExpressionTree tree) implements Function {}

  /** A method reference. */
  public record Reference(MemberReferenceTree tree) implements Function {}

  /** An anonymous class. */
  public record Anonymous(ClassTree type) implements Function {}

  /** An object of a named class, called back through {@code handlers}. */
  public record Named(ExpressionTree tree, Type type, List<MethodSymbol> handlers)
      implements Function {}

  private final ModelIndex models;
  private final Sources sources;
  private final Types types;

  public Functions(ModelIndex models, Sources sources, Types types) {
    this.models = models;
    this.sources = sources;
    this.types = types;
  }

  /** What {@code argument} may be at run time, as far as the source shows it. */
  public List<Function> of(CallSite site, int index) {
    List<Function> result = new ArrayList<>();
    add(site.arguments().get(index), expected(site, index), result);
    return result;
  }

  /**
   * The type that the called method expects of an argument, erased; of one of several, if it takes
   * any number.
   */
  Type expected(CallSite site, int index) {
    int parameter = site.parameter(index);
    Type type = types.erasure(site.method().type.getParameterTypes().get(parameter));
    boolean isVariable =
        site.method().isVarArgs()
            && parameter == site.method().type.getParameterTypes().size() - 1
            && type.hasTag(TypeTag.ARRAY);
    return isVariable ? types.elemtype(type) : type;
  }

  /** Whether an argument writes its code in place. */
  public static boolean isWritten(ExpressionTree argument) {
    return argument instanceof LambdaExpressionTree
        || argument instanceof MemberReferenceTree
        || argument instanceof ConditionalExpressionTree
        || (argument instanceof NewClassTree created && created.getClassBody() != null);
  }

  private void add(ExpressionTree argument, Type expected, List<Function> result) {
    ExpressionTree value = unwrapped(Values.strip(argument));
    if (value instanceof ConditionalExpressionTree choice) {
      add(choice.getTrueExpression(), expected, result);
      add(choice.getFalseExpression(), expected, result);
    } else if (!inPlace(value, result) && isObject(expected)) {
      Optional<ExpressionTree> stored =
          ASTHelpers.getSymbol(value) instanceof VarSymbol variable
              ? sources.onlyValue(variable).map(Values::strip)
              : Optional.empty();
      if (stored.isEmpty() || !inPlace(stored.get(), result)) {
        named(value, ASTHelpers.getType(stored.orElse(value)), expected).ifPresent(result::add);
      }
    }
  }

  /** The function that a call only wraps: {@code Unchecked.function(x -> ..)}. */
  private ExpressionTree unwrapped(ExpressionTree value) {
    if (!(value instanceof MethodInvocationTree call) || ASTHelpers.getSymbol(call) == null) {
      return value;
    }
    CallSite site = CallSite.of(call);
    return models.mentions(site.method().name)
        ? models
            .facts(site.method(), site.receiverType())
            .get(Fact.FunctionWrapper.class)
            .flatMap(wrapper -> site.operand(wrapper.parameter()))
            .map(Values::strip)
            .orElse(value)
        : value;
  }

  /** The lambda, method reference or anonymous class that an expression is. */
  static Optional<Function> inPlace(ExpressionTree value) {
    List<Function> result = new ArrayList<>();
    inPlace(Values.strip(value), result);
    return result.stream().findFirst();
  }

  private static boolean inPlace(ExpressionTree value, List<Function> result) {
    if (value instanceof LambdaExpressionTree lambda) {
      return result.add(new Lambda(lambda));
    }
    if (value instanceof MemberReferenceTree reference && ASTHelpers.getSymbol(reference) != null) {
      return result.add(new Reference(reference));
    }
    return value instanceof NewClassTree created
        && created.getClassBody() != null
        && result.add(new Anonymous(created.getClassBody()));
  }

  private static boolean isObject(Type expected) {
    return expected.tsym instanceof ClassSymbol type && type.isInterface();
  }

  private Optional<Function> named(ExpressionTree value, Type type, Type expected) {
    if (type == null
        || !(type.tsym instanceof ClassSymbol symbol)
        || symbol.isInterface()
        || Bodies.isPlatform(symbol)
        || symbol.name.isEmpty()) {
      return Optional.empty();
    }
    List<MethodSymbol> handlers = new ArrayList<>();
    for (Symbol member : expected.tsym.members().getSymbols()) {
      if (member instanceof MethodSymbol method
          && method.getModifiers().contains(Modifier.ABSTRACT)) {
        MethodSymbol implementation = method.implementation(symbol, types, true);
        if (implementation != null && !implementation.getModifiers().contains(Modifier.ABSTRACT)) {
          handlers.add(implementation);
        }
      }
    }
    return handlers.isEmpty() ? Optional.empty() : Optional.of(new Named(value, type, handlers));
  }

  /** The methods of an anonymous class through which others call it, its own helpers left out. */
  public List<MethodTree> handlers(ClassTree type) {
    List<MethodTree> result = new ArrayList<>();
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method && isHandler(ASTHelpers.getSymbol(method))) {
        result.add(method);
      }
    }
    return result;
  }

  /** Whether a method overrides one of anything but {@code Object}. */
  public boolean isHandler(MethodSymbol method) {
    return ASTHelpers.findSuperMethods(method, types).stream()
        .anyMatch(
            overridden -> !overridden.owner.getQualifiedName().contentEquals("java.lang.Object"));
  }
}
