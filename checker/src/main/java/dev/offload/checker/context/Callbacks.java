package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.body.CallSite;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.InlineParameters;
import dev.offload.checker.body.Sources;
import dev.offload.checker.model.Contract;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a function runs that is given to a call: what the parameter's annotation says, else the
 * models, the executor operand and the chain, else what the called method's body does with it.
 */
public final class Callbacks {
  private final ModelIndex models;
  private final Contracts contracts;
  private final Executors executors;
  private final OperatorChain chain;
  private final CommonPool commonPool;
  private final InlineParameters inlineParameters;
  private final HostedHandlers hostedHandlers;

  public Callbacks(
      ModelIndex models,
      Contracts contracts,
      Sources sources,
      Hierarchy hierarchy,
      Executors executors,
      InlineParameters inlineParameters,
      HostedHandlers hostedHandlers) {
    this.models = models;
    this.contracts = contracts;
    this.executors = executors;
    this.chain = new OperatorChain(models, executors, sources, hierarchy);
    this.commonPool = new CommonPool(chain, executors, hierarchy);
    this.inlineParameters = inlineParameters;
    this.hostedHandlers = hostedHandlers;
  }

  /** Whether anything but a body says where the argument of this call runs. */
  public boolean isDescribed(CallSite site, int index) {
    MethodSymbol method = site.method();
    return models.mentions(method.isConstructor() ? Subject.CONSTRUCTOR : method.name)
        || contracts.ofParameter(method, site.parameter(index)).isPresent();
  }

  /**
   * Where the function given as argument {@code index} runs.
   *
   * @param path ends in the call
   * @param enclosing the context of the call
   */
  public Binding bind(CallSite site, int index, TreePath path, ExecutionContext enclosing) {
    int parameter = site.parameter(index);
    Optional<Contract> contract = contracts.ofParameter(site.method(), parameter);
    if (contract.isPresent()) {
      return Binding.stated(MethodContexts.of(contract.get()), List.of());
    }
    boolean isDescribed = isDescribed(site, index);
    boolean isWorthReading = enclosing instanceof ExecutionContext.Checked;
    if ((isDescribed || isWorthReading) && inlineParameters.isInline(site, parameter)) {
      // Who may block, may do so in a pool of its own: then the stream is there as well.
      return enclosing instanceof ExecutionContext.Unknown && commonPool.isParallel(site, path)
          ? Binding.stated(inParallel(site, parameter), List.of())
          : Binding.INLINE;
    }
    if (!isDescribed) {
      return Binding.UNKNOWN;
    }
    Facts facts = models.facts(site.method(), site.receiverType());
    return facts
        .runs(parameter)
        .map(runs -> Binding.stated(context(site, runs, facts, path, enclosing), after(site, runs)))
        .map(binding -> handedOn(path, enclosing).orElse(binding))
        .orElse(Binding.UNKNOWN);
  }

  /**
   * What a factory makes of a function may be given to somebody who moves it to other threads: then
   * the function runs there. {@code new ThreadedListener(pool, Listener.wrap(x -> ..))}
   */
  private Optional<Binding> handedOn(TreePath made, ExecutionContext enclosing) {
    TreePath value = made;
    while (value.getParentPath().getLeaf() instanceof ParenthesizedTree
        || value.getParentPath().getLeaf() instanceof TypeCastTree) {
      value = value.getParentPath();
    }
    TreePath receiver = value.getParentPath();
    Tree argument = value.getLeaf();
    return CallSite.at(receiver.getLeaf())
        .filter(site -> site.arguments().contains(argument))
        .map(site -> bind(site, site.arguments().indexOf(argument), receiver, enclosing))
        .filter(Binding::isStated)
        .filter(outer -> !(outer.context() instanceof ExecutionContext.NonBlocking));
  }

  private static List<ExpressionTree> after(CallSite site, Fact.Runs runs) {
    List<ExpressionTree> complete = new ArrayList<>();
    for (int operand : runs.after()) {
      site.operand(operand).ifPresent(complete::add);
    }
    return complete;
  }

  private ExecutionContext context(
      CallSite site, Fact.Runs runs, Facts facts, TreePath path, ExecutionContext enclosing) {
    String role = role(site.method(), runs.parameter());
    if (runs instanceof Fact.RunsOn on) {
      return onExecutor(site, on, role);
    }
    Fact.Place place = ((Fact.RunsAt) runs).place();
    return switch (place) {
      case OPERATOR -> operator(role, path, enclosing, site.method().isStatic());
      case SOURCE -> operator(role, path, enclosing, true);
      case CALLBACK -> callback(role, path);
      case COMMON_POOL ->
          commonPool.isDefaultExecutor(site, path)
              ? Places.context(place, facts.framework(runs), role, "completes it")
              : ExecutionContext.UNKNOWN;
      case EVENT_LOOP ->
          hostedHandlers
              .around(path)
              .orElseGet(() -> Places.context(place, facts.framework(runs), role, "completes it"));
      default -> Places.context(place, facts.framework(runs), role, "completes it");
    };
  }

  private ExecutionContext onExecutor(CallSite site, Fact.RunsOn on, String role) {
    Optional<Executors.Threads> threads =
        on.executor() == Fact.THIS && site.receiver().isEmpty()
            ? executors.ofType(site.receiverType())
            : site.operand(on.executor()).flatMap(executors::of);
    return threads
        .map(known -> Places.context(known.place(), known.framework(), role, "completes it"))
        .orElse(ExecutionContext.UNKNOWN);
  }

  private static ExecutionContext inParallel(CallSite site, int parameter) {
    String role = role(site.method(), parameter) + ", in parallel";
    return Places.context(Fact.Place.COMMON_POOL, "", role, "completes it");
  }

  /** A callback attached straight to a time-out may run on the JVM's only timer thread. */
  private ExecutionContext callback(String role, TreePath path) {
    Optional<MethodInvocationTree> timer =
        path.getLeaf() instanceof MethodInvocationTree call
            ? chain.hopBefore(call)
            : Optional.empty();
    return timer
        .map(
            hop ->
                (ExecutionContext)
                    new ExecutionContext.NonBlocking(
                        "may run on the JVM's only timer thread ("
                            + role
                            + " right after "
                            + ASTHelpers.getSymbol(hop).name
                            + ")"))
        .orElseGet(() -> Places.context(Fact.Place.CALLBACK, "", role, "completes it"));
  }

  private ExecutionContext operator(
      String role, TreePath path, ExecutionContext enclosing, boolean isSource) {
    Optional<ExecutionContext> scheduled =
        path.getLeaf() instanceof MethodInvocationTree
            ? chain.context(path, role)
            : Optional.empty();
    if (scheduled.isPresent()) {
      return scheduled.get();
    }
    boolean isOnSubscriber =
        isSource
            || (path.getLeaf() instanceof MethodInvocationTree
                && chain.runsOnSubscriber(path, enclosing instanceof ExecutionContext.BlockingOk));
    if (isOnSubscriber && chain.isHandedOver(path)) {
      return ExecutionContext.UNKNOWN;
    }
    if (isOnSubscriber) {
      // A source that nothing schedules runs wherever its subscriber is.
      return enclosing instanceof ExecutionContext.NonBlocking
          ? Places.context(Fact.Place.OPERATOR, "", role, "subscribes")
          : enclosing;
    }
    return Places.context(Fact.Place.OPERATOR, "", role, "emits");
  }

  /** "handler of Vertx.setTimer". */
  private static String role(MethodSymbol method, int parameter) {
    List<VarSymbol> parameters = method.params();
    String type = parameter < parameters.size() ? typeName(parameters.get(parameter).type) : "";
    String word =
        type.isEmpty() || type.equals("Array")
            ? "callback"
            : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    String name =
        method.isConstructor() ? "new " + method.owner.name : method.owner.name + "." + method.name;
    return word + " of " + name;
  }

  private static String typeName(Type type) {
    return (type.hasTag(TypeTag.TYPEVAR) ? type.getUpperBound() : type).tsym.name.toString();
  }
}
