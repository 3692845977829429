package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Reads from source and from class files whether a method only runs one of its parameters. */
public final class ParameterUses implements InlineParameters.Usage {
  /** Methods that check their argument and give it back, or nothing. */
  private static final Set<String> CHECKS =
      Set.of("requireNonNull", "checkNotNull", "notNull", "verifyNotNull");

  /** Methods that only look at their argument. */
  private static final Set<String> TESTS = Set.of("isNull", "nonNull");

  private final Sources sources;
  private final ClassFileBodies classFiles;
  private final InlineParameters inlineParameters;

  public ParameterUses(
      Sources sources, ClassFileBodies classFiles, InlineParameters inlineParameters) {
    this.sources = sources;
    this.classFiles = classFiles;
    this.inlineParameters = inlineParameters;
  }

  @Override
  public Optional<Boolean> isOnlyRun(MethodSymbol method, int parameter) {
    if (isOverridable(method)) {
      return Optional.of(false);
    }
    if (sources.contains(method)) {
      return sources
          .method(method)
          .filter(found -> found.tree().getBody() != null)
          .filter(found -> parameter < found.tree().getParameters().size())
          .map(
              found -> {
                SourceUses uses =
                    new SourceUses(
                        ASTHelpers.getSymbol(found.tree().getParameters().get(parameter)));
                uses.scan(found.tree().getBody(), null);
                return uses.isRun && !uses.escapes;
              });
    }
    return classFiles
        .code(method)
        .map(code -> isOnlyRun((ClassSymbol) method.owner, code, parameter));
  }

  private static boolean isOverridable(MethodSymbol method) {
    return method.getModifiers().contains(Modifier.ABSTRACT);
  }

  private final class SourceUses extends TreeScanner<Void, Void> {
    private final VarSymbol parameter;
    private boolean isRun;
    private boolean escapes;

    SourceUses(VarSymbol parameter) {
      this.parameter = parameter;
    }

    private boolean isParameter(Tree tree) {
      if (!(tree instanceof ExpressionTree expression)) {
        return false;
      }
      ExpressionTree value = Values.strip(expression);
      return isCheck(value)
          ? isParameter(((MethodInvocationTree) value).getArguments().get(0))
          : value instanceof IdentifierTree identifier
              && parameter.equals(ASTHelpers.getSymbol(identifier));
    }

    private boolean isCheck(Tree tree) {
      return tree instanceof MethodInvocationTree call
          && !call.getArguments().isEmpty()
          && ASTHelpers.getSymbol(call) != null
          && CHECKS.contains(ASTHelpers.getSymbol(call).name.toString());
    }

    @Override
    public Void visitExpressionStatement(ExpressionStatementTree tree, Void unused) {
      return isParameter(tree.getExpression()) ? null : super.visitExpressionStatement(tree, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
      escapes |= isParameter(tree);
      return null;
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
      boolean isComparison =
          isParameter(tree.getLeftOperand()) || isParameter(tree.getRightOperand());
      return isComparison ? null : super.visitBinary(tree, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
      if (isParameter(tree)) {
        escapes = true;
        return null;
      }
      MethodSymbol called = ASTHelpers.getSymbol(tree);
      ExpressionTree receiver = ASTHelpers.getReceiver(tree);
      if (receiver != null && isParameter(receiver) && called != null) {
        if (called.getModifiers().contains(Modifier.ABSTRACT)) {
          isRun = true;
        } else {
          escapes = true;
        }
      } else {
        scan(tree.getMethodSelect(), null);
      }
      arguments(called, ASTHelpers.getReceiverType(tree), tree.getArguments());
      return null;
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void unused) {
      MethodSymbol called = ASTHelpers.getSymbol(tree);
      arguments(called, called == null ? null : called.owner.type, tree.getArguments());
      return scan(tree.getClassBody(), null);
    }

    private void arguments(
        MethodSymbol called, Type receiverType, List<? extends ExpressionTree> arguments) {
      for (int i = 0; i < arguments.size(); i++) {
        ExpressionTree argument = Values.strip(arguments.get(i));
        boolean isInline =
            called != null
                && (isParameter(argument) || argument instanceof LambdaExpressionTree)
                && inlineParameters.isInline(called, receiverType, i);
        if (isParameter(argument)) {
          isRun |= isInline && !inlineParameters.isBeingRead(called, i);
          escapes |= !isInline && (called == null || !TESTS.contains(called.name.toString()));
        } else if (isInline) {
          scan(((LambdaExpressionTree) argument).getBody(), null);
        } else {
          scan(argument, null);
        }
      }
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
      return captured(tree.getBody());
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      return captured(tree);
    }

    /** Whoever captures the parameter runs it who knows where. */
    private Void captured(Tree code) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
          escapes |= isParameter(tree);
          return null;
        }
      }.scan(code, null);
      return null;
    }
  }

  private boolean isOnlyRun(ClassSymbol owner, MethodCode code, int parameter) {
    boolean isRun = false;
    for (AbstractInsnNode instruction : code.instructions()) {
      switch (instruction.getOpcode()) {
        case Opcodes.PUTFIELD, Opcodes.PUTSTATIC, Opcodes.AASTORE, Opcodes.ARETURN -> {
          if (isParameter(code, instruction, 0, parameter)) {
            return false;
          }
        }
        case Opcodes.INVOKEDYNAMIC -> {
          int captured =
              org.objectweb.asm.Type.getArgumentTypes(((InvokeDynamicInsnNode) instruction).desc)
                  .length;
          for (int depth = 0; depth < captured; depth++) {
            if (isParameter(code, instruction, depth, parameter)) {
              return false;
            }
          }
        }
        case Opcodes.INVOKEINTERFACE,
            Opcodes.INVOKESPECIAL,
            Opcodes.INVOKESTATIC,
            Opcodes.INVOKEVIRTUAL -> {
          Use use = use(owner, code, (MethodInsnNode) instruction, parameter);
          if (use == Use.ESCAPES) {
            return false;
          }
          isRun |= use == Use.RUN;
        }
        default -> {
          // Nothing else lets a reference escape.
        }
      }
    }
    return isRun;
  }

  private enum Use {
    NONE,
    RUN,
    ESCAPES
  }

  private Use use(ClassSymbol owner, MethodCode code, MethodInsnNode call, int parameter) {
    int count = org.objectweb.asm.Type.getArgumentTypes(call.desc).length;
    Use result = Use.NONE;
    if (call.getOpcode() != Opcodes.INVOKESTATIC && isParameter(code, call, count, parameter)) {
      result =
          called(owner, call).filter(ParameterUses::isOverridable).isPresent()
              ? Use.RUN
              : Use.ESCAPES;
    }
    for (int i = 0; i < count && result != Use.ESCAPES; i++) {
      if (isParameter(code, call, count - 1 - i, parameter)
          && !CHECKS.contains(call.name)
          && !TESTS.contains(call.name)) {
        int index = i;
        Optional<MethodSymbol> method = called(owner, call);
        if (method
            .filter(each -> inlineParameters.isInline(each, each.owner.type, index))
            .isEmpty()) {
          result = Use.ESCAPES;
        } else if (!inlineParameters.isBeingRead(method.get(), index)) {
          result = Use.RUN;
        }
      }
    }
    return result;
  }

  private Optional<MethodSymbol> called(ClassSymbol owner, MethodInsnNode call) {
    return classFiles
        .symbols()
        .type(owner, call.owner)
        .flatMap(type -> classFiles.symbols().method(type, call.name, call.desc));
  }

  private static boolean isParameter(
      MethodCode code, AbstractInsnNode instruction, int depth, int parameter) {
    Optional<SourceValue> value = code.stack(instruction, depth);
    OptionalInt found = value.map(code::parameter).orElse(OptionalInt.empty());
    if (found.isPresent()) {
      return found.getAsInt() == parameter;
    }
    return value.flatMap(code::origin).orElse(null) instanceof MethodInsnNode check
        && CHECKS.contains(check.name)
        && isParameter(
            code, check, org.objectweb.asm.Type.getArgumentTypes(check.desc).length - 1, parameter);
  }
}
