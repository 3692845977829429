package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Source;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * What an expression or statement evaluates before the part that is cut out of it: it gets
 * variables, {@code var response = request.response();}, so that it still is.
 *
 * <p>Locals do not need them, {@link Captures} copies those.
 */
final class EarlierValues {
  private static final Pattern GETTER = Pattern.compile("get(\\p{Lu})(.*)");

  /** What the callbacks behind a cut call theirs. */
  private static final Set<String> PARAMETERS =
      Set.of("done", "exited", "failure", "future", "id", "outcome", "stage", "unused", "value");

  private final Cut cut;
  private final Tree whole;
  private final Site site;
  private final List<ExpressionTree> values;

  EarlierValues(Cut cut, Tree whole, Site site) {
    this.cut = cut;
    this.whole = whole;
    this.site = site;
    this.values =
        FirstEvaluated.earlier(cut.path(), whole, EarlierValues::isLocal).stream()
            .map(ASTHelpers::stripParentheses)
            .filter(this::canBeVariable)
            .toList();
  }

  /** Why the part is not evaluated first even with the variables. */
  Optional<String> obstacle() {
    return FirstEvaluated.obstacle(cut.path(), whole, tree -> isLocal(tree) || contains(tree));
  }

  /** Whether a tree stays in front of what is cut. */
  boolean contains(Tree tree) {
    return values.contains(tree);
  }

  /** The variables, besides others that there are. */
  NewVariables and(NewVariables others) {
    Set<String> names = new TreeSet<>();
    List<String> declarations = new ArrayList<>();
    List<Replacement> renames = new ArrayList<>();
    for (ExpressionTree value : values) {
      String name = name(value, names);
      names.add(name);
      declarations.add("var " + name + " = " + site.source(value) + ";");
      renames.add(new Replacement(site.start(value), site.end(value), name));
    }
    declarations.addAll(others.declarations());
    return new NewVariables(declarations, others.site().renaming(renames));
  }

  private String name(ExpressionTree value, Collection<String> taken) {
    String wish = wish(value);
    String name = site.freshName(wish);
    for (int i = 2; taken.contains(name); i++) {
      name = site.freshName(wish + i);
    }
    return name;
  }

  private static String wish(ExpressionTree value) {
    String wish = property(value).orElseGet(() -> lastWord(ASTHelpers.getType(value)));
    return SourceVersion.isName(wish) && !PARAMETERS.contains(wish) ? wish : "first";
  }

  /** The name of a field, or what a method without arguments is asked for. */
  private static Optional<String> property(ExpressionTree value) {
    if (value instanceof MethodInvocationTree call) {
      String name = ASTHelpers.getSymbol(call).name.toString();
      Matcher getter = GETTER.matcher(name);
      return call.getArguments().isEmpty()
          ? Optional.of(
              getter.matches() ? getter.group(1).toLowerCase(Locale.ROOT) + getter.group(2) : name)
          : Optional.empty();
    }
    return Optional.ofNullable(ASTHelpers.getSymbol(value))
        .filter(VarSymbol.class::isInstance)
        .map(variable -> variable.name.toString());
  }

  /** {@code response} for {@code HttpServerResponse}. */
  private static String lastWord(Type type) {
    return type.tsym
        .name
        .toString()
        .replaceFirst(".*(?=\\p{Lu}\\p{Ll})", "")
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isLocal(Tree tree) {
    return tree instanceof IdentifierTree
        && ASTHelpers.getSymbol(tree) instanceof VarSymbol variable
        && variable.owner instanceof MethodSymbol;
  }

  /** Not what blocks itself, and not what has another type, or none, where nothing is wanted. */
  private boolean canBeVariable(ExpressionTree value) {
    boolean isTyped =
        !OffloadedPart.isInferred(value)
            && !(value instanceof MemberReferenceTree)
            && !(value instanceof NewArrayTree array && array.getType() == null);
    return isTyped
        && Source.Feature.LOCAL_VARIABLE_TYPE_INFERENCE.allowedInSource(
            Source.instance(site.state().context))
        && site.others()
            .map(each -> each.operation().getLeaf())
            .noneMatch(
                each -> site.start(value) <= site.start(each) && site.end(each) <= site.end(value));
  }
}
