package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import java.util.Optional;
import java.util.Set;

/**
 * A blocking call that has a counterpart with a stage.
 *
 * @param stage the counterpart, as source text
 * @param imports what it needs
 * @param keptUntil up to where the text has the comments of the call
 * @param thread where the stage's callbacks run
 */
record TwinCall(
    TreePath path,
    MethodInvocationTree tree,
    String stage,
    Set<String> imports,
    int keptUntil,
    String thread)
    implements Cut {
  private static final String ASYNC_FILES = "dev.offload.AsyncFiles";

  /** The finding, if there is a counterpart of what blocks. */
  static Optional<TwinCall> of(Site site) {
    if (!site.finding().effect().witness().isEmpty()
        || !(site.operation().getLeaf() instanceof MethodInvocationTree call)) {
      return Optional.empty();
    }
    MethodSymbol method = ASTHelpers.getSymbol(call);
    String name = method.owner.getQualifiedName() + "." + method.name;
    return switch (name) {
      case "java.net.http.HttpClient.send" -> http(call, site);
      case "java.lang.Process.waitFor" -> process(call, site);
      default -> name.startsWith("java.nio.file.Files.") ? file(call, method, site) : empty();
    };
  }

  private static Optional<TwinCall> empty() {
    return Optional.empty();
  }

  private static Optional<TwinCall> http(MethodInvocationTree call, Site site) {
    return beforeName(call, site)
        .map(
            receiver ->
                new TwinCall(
                    site.operation(),
                    call,
                    receiver + "sendAsync" + arguments(call, site),
                    Set.of(),
                    site.end(call),
                    "a thread of the HTTP client"));
  }

  private static Optional<TwinCall> process(MethodInvocationTree call, Site site) {
    Site.Named process = site.named("java.lang.Process");
    String exit = "onExit().thenApply(";
    String unused = site.freshName("exited");
    String value =
        call.getArguments().isEmpty()
            ? process.text() + "::exitValue)"
            : unused + " -> true).completeOnTimeout(false, " + arguments(call, site).substring(1);
    return beforeName(call, site)
        .filter(receiver -> call.getArguments().size() != 1)
        .map(
            receiver ->
                new TwinCall(
                    site.operation(),
                    call,
                    receiver + exit + value,
                    process.imports(),
                    call.getArguments().isEmpty()
                        ? site.end(call.getMethodSelect())
                        : site.end(call),
                    "a thread of the JDK's that waits for processes"));
  }

  private static Optional<TwinCall> file(
      MethodInvocationTree call, MethodSymbol method, Site site) {
    return site.counterpart(ASYNC_FILES, method)
        .map(
            counterpart -> {
              Site.Named files = site.named(ASYNC_FILES);
              boolean isPlain =
                  call.getTypeArguments().isEmpty()
                      && !site.hasComments(site.start(call), site.end(call.getMethodSelect()));
              return new TwinCall(
                  site.operation(),
                  call,
                  files.text() + "." + method.name + arguments(call, site),
                  files.imports(),
                  isPlain ? site.end(call) : site.start(call),
                  "a thread for file operations");
            });
  }

  private static Optional<String> beforeName(MethodInvocationTree call, Site site) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? Optional.of(
            site.source(site.start(call), site.end(select) - select.getIdentifier().length()))
        : Optional.empty();
  }

  /** With what is around them. */
  private static String arguments(MethodInvocationTree call, Site site) {
    return site.source(site.end(call.getMethodSelect()), site.end(call));
  }

  @Override
  public Type result(Site site) {
    return site.boxed(ASTHelpers.getType(tree));
  }

  @Override
  public String stage(Site site) {
    return stage;
  }

  @Override
  public boolean losesComment(Site site) {
    return site.hasComments(keptUntil, site.end(tree));
  }

  @Override
  public boolean mayLeaveTry() {
    return true;
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of(
        "what follows runs on "
            + thread
            + (dropsCatch ? ", and failures are no longer wrapped by the catch block" : ""));
  }

  /** Why an object may not stand for the primitive that the call yields. */
  Optional<String> boxing() {
    return Boxing.obstacle(path);
  }
}
