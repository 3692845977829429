package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.InlineParameters;
import dev.offload.checker.body.Sources;
import dev.offload.checker.model.Contract;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
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
  /**
   * A call, and what is needed to judge its arguments.
   *
   * @param path ends in the call
   * @param receiverType the static type of the receiver
   */
  public record Site(
      TreePath path,
      MethodSymbol method,
      Type receiverType,
      Optional<ExpressionTree> receiver,
      List<? extends ExpressionTree> arguments) {}

  private final ModelIndex models;
  private final Contracts contracts;
  private final Executors executors;
  private final OperatorChain chain;
  private final InlineParameters inlineParameters;

  public Callbacks(
      ModelIndex models, Contracts contracts, Sources sources, InlineParameters inlineParameters) {
    this.models = models;
    this.contracts = contracts;
    this.executors = new Executors(models, contracts, sources);
    this.chain = new OperatorChain(models, executors, sources);
    this.inlineParameters = inlineParameters;
  }

  /** Whether anything but a body could say where the arguments of this call run. */
  public boolean isDescribed(MethodSymbol method) {
    return models.mentions(method.isConstructor() ? Subject.CONSTRUCTOR : method.name);
  }

  /**
   * Where the function given as argument {@code index} runs.
   *
   * @param enclosing the context of the call
   */
  public Binding bind(Site site, int index, ExecutionContext enclosing) {
    int parameter = Math.min(index, site.method().type.getParameterTypes().size() - 1);
    Optional<Contract> contract = contracts.ofParameter(site.method(), parameter);
    if (contract.isPresent()) {
      return Binding.of(MethodContexts.of(contract.get()));
    }
    if (isDescribed(site.method())) {
      Facts facts = models.facts(site.method(), site.receiverType());
      Optional<Fact.Runs> runs = facts.runs(parameter);
      if (runs.isPresent()) {
        return bind(site, parameter, runs.get(), facts, enclosing);
      }
    }
    boolean isWorthReading = enclosing instanceof ExecutionContext.NonBlocking;
    return isWorthReading
            && inlineParameters.isInline(site.method(), site.receiverType(), parameter)
        ? Binding.INLINE
        : Binding.UNKNOWN;
  }

  private Binding bind(
      Site site, int parameter, Fact.Runs runs, Facts facts, ExecutionContext enclosing) {
    List<ExpressionTree> complete = new ArrayList<>();
    for (int operand : runs.after()) {
      operand(site, operand).ifPresent(complete::add);
    }
    String role = role(site.method(), parameter);
    if (runs instanceof Fact.RunsOn on) {
      return onExecutor(site, on, role, complete);
    }
    Fact.Place place = ((Fact.RunsAt) runs).place();
    return switch (place) {
      case INLINE -> Binding.INLINE;
      case OPERATOR -> new Binding(operator(site, role, enclosing), false, complete);
      case CALLBACK -> new Binding(callback(site, role), false, complete);
      default ->
          new Binding(
              Places.context(place, facts.framework(runs), role, "completes it"), false, complete);
    };
  }

  private Binding onExecutor(
      Site site, Fact.RunsOn on, String role, List<ExpressionTree> complete) {
    boolean isReceiver = on.executor() == Fact.THIS;
    Optional<Executors.Threads> threads =
        isReceiver && site.receiver().isEmpty()
            ? executors.ofType(site.receiverType())
            : operand(site, on.executor()).flatMap(executors::of);
    if (threads.isEmpty()) {
      return new Binding(ExecutionContext.UNKNOWN, false, complete);
    }
    if (isReceiver && threads.get().place() == Fact.Place.CALLER) {
      return Binding.INLINE;
    }
    return new Binding(
        Places.context(threads.get().place(), threads.get().framework(), role, "completes it"),
        false,
        complete);
  }

  /** A callback attached straight to a time-out may run on the JVM's only timer thread. */
  private ExecutionContext callback(Site site, String role) {
    Optional<MethodInvocationTree> timer =
        site.path().getLeaf() instanceof MethodInvocationTree call
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

  private ExecutionContext operator(Site site, String role, ExecutionContext enclosing) {
    Optional<ExecutionContext> scheduled =
        site.path().getLeaf() instanceof MethodInvocationTree
            ? chain.context(site.path(), role)
            : Optional.empty();
    if (scheduled.isPresent()) {
      return scheduled.get();
    }
    if (site.method().isStatic()) {
      // A source that nothing schedules runs wherever its subscriber is.
      return enclosing instanceof ExecutionContext.NonBlocking
          ? Places.context(Fact.Place.OPERATOR, "", role, "subscribes")
          : enclosing;
    }
    return Places.context(Fact.Place.OPERATOR, "", role, "emits");
  }

  private static Optional<ExpressionTree> operand(Site site, int operand) {
    if (operand == Fact.THIS) {
      return site.receiver();
    }
    return operand < site.arguments().size()
        ? Optional.of(site.arguments().get(operand))
        : Optional.empty();
  }

  /** "handler of Vertx.setTimer". */
  private static String role(MethodSymbol method, int parameter) {
    List<VarSymbol> parameters = method.params();
    String type =
        parameter < parameters.size() ? parameters.get(parameter).type.tsym.name.toString() : "";
    String word =
        type.isEmpty() || type.equals("Array")
            ? "callback"
            : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    String name =
        method.isConstructor() ? "new " + method.owner.name : method.owner.name + "." + method.name;
    return word + " of " + name;
  }
}
