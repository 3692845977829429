package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/** A private field with a lock of its own, and all that its file does with it. */
final class LockField {
  private static final Set<String> LOCKS =
      Set.of("java.lang.Object", "java.util.concurrent.locks.ReentrantLock");

  private final VarSymbol symbol;
  private final Site site;
  private final List<LockedSection> sections = new ArrayList<>();
  private final Set<Tree> takenOrGivenBack = Collections.newSetFromMap(new IdentityHashMap<>());
  private VariableTree declaration;
  private String obstacle;

  private LockField(VarSymbol symbol, Site site) {
    this.symbol = symbol;
    this.site = site;
    new Uses().scan(new TreePath(site.unit()), null);
  }

  /** The field that an expression names, if nobody else can take its lock. */
  static Optional<LockField> of(ExpressionTree lock, Site site) {
    return ASTHelpers.getSymbol(lock) instanceof VarSymbol variable
            && variable.getKind() == ElementKind.FIELD
            && variable.getModifiers().containsAll(Set.of(Modifier.PRIVATE, Modifier.FINAL))
        ? Optional.of(new LockField(variable, site)).filter(LockField::isOwn)
        : Optional.empty();
  }

  private boolean isOwn() {
    return declaration != null
        && declaration.getInitializer() instanceof NewClassTree created
        && created.getClassBody() == null
        && created.getArguments().stream().allMatch(LiteralTree.class::isInstance)
        && LOCKS.contains(ASTHelpers.getType(created).tsym.getQualifiedName().toString());
  }

  VarSymbol symbol() {
    return symbol;
  }

  /** With an initializer. */
  VariableTree declaration() {
    return declaration;
  }

  /** What happens with the lock held. */
  List<LockedSection> sections() {
    return sections;
  }

  /** What else the file does with the lock. */
  Optional<String> obstacle() {
    int name = ((JCVariableDecl) declaration).pos;
    boolean isOneOfSeveral =
        !site.source(site.end(declaration.getType()), name).isBlank()
            || site.text().charAt(site.end(declaration) - 1) != ';';
    if (isOneOfSeveral) {
      return Optional.of("one declaration declares several fields; split it up");
    }
    if (site.isA(symbol.owner.type, "java.io.Serializable")) {
      return Optional.of("the class is Serializable, and an AsyncLock is not");
    }
    return Optional.ofNullable(obstacle);
  }

  private final class Uses extends TreePathScanner<Void, Void> {
    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
      if (symbol.equals(ASTHelpers.getSymbol(tree))) {
        declaration = tree;
      }
      return super.visitVariable(tree, null);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree tree, Void unused) {
      section();
      return super.visitSynchronized(tree, null);
    }

    @Override
    public Void visitExpressionStatement(ExpressionStatementTree tree, Void unused) {
      section();
      return super.visitExpressionStatement(tree, null);
    }

    private void section() {
      Optional<LockedSection> section = LockedSection.with(getCurrentPath(), site);
      if (section.isPresent()
          && isLock(section.get().taken())
          && FirstEvaluated.isInert(section.get().taken())) {
        sections.add(section.get());
        takenOrGivenBack.add(section.get().taken());
        section.get().givenBack().ifPresent(takenOrGivenBack::add);
      }
    }

    private boolean isLock(Tree tree) {
      return symbol.equals(ASTHelpers.getSymbol(tree));
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
      use(tree);
      return super.visitIdentifier(tree, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
      use(tree);
      return super.visitMemberSelect(tree, null);
    }

    private void use(Tree tree) {
      if (isLock(tree) && !takenOrGivenBack.contains(tree)) {
        Tree user = getCurrentPath().getParentPath().getLeaf();
        forbid(
            "`"
                + user.toString().replaceAll("\\s+", " ")
                + "` is more than a section, and an AsyncLock has only those");
      }
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, Void unused) {
      Symbol type = ASTHelpers.getSymbol(tree.getAnnotationType());
      boolean namesLock =
          tree.getArguments().stream()
              .anyMatch(each -> each.toString().contains(symbol.name.toString()));
      if (namesLock && type.name.contentEquals("GuardedBy")) {
        forbid("@GuardedBy names `" + symbol.name + "`, which no tool knows as an AsyncLock");
      }
      return super.visitAnnotation(tree, null);
    }

    private void forbid(String reason) {
      if (obstacle == null) {
        obstacle = reason;
      }
    }
  }
}
