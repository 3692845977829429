package dev.offload.checker.fix;

import com.google.common.collect.Sets;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Callbacks on the thread of a window system that may end before their work does: tasks for that
 * thread, and listeners. What they throw goes to the uncaught exception handler of that thread; so
 * a failure is thrown in a task there.
 *
 * <p>Painting, models and renderers must answer at once. A listener that consumes its event must do
 * so before the call.
 *
 * @param runner the class whose {@code task} method takes tasks for the thread
 * @param events the methods of listeners
 */
record WindowLoop(String runner, String task, Set<String> tasks, Pattern events) {
  private static final WindowLoop SWING =
      new WindowLoop(
          "javax.swing.SwingUtilities",
          "invokeLater",
          Set.of("java.awt.EventQueue.invokeLater", "javax.swing.SwingUtilities.invokeLater"),
          Pattern.compile(
              "(java\\.awt|javax\\.swing)\\.event\\.(?!.*Veto|.*WillExpand)\\w+Listener\\.\\w+"
                  + "|javax\\.swing\\.SwingWorker\\.done"));
  private static final WindowLoop JAVA_FX =
      new WindowLoop(
          "javafx.application.Platform",
          "runLater",
          Set.of("javafx.application.Platform.runLater"),
          Pattern.compile("javafx\\.event\\.EventHandler\\.handle"));

  static Optional<Loop.Choice> of(VoidFunction function, Site site) {
    return SWING.choice(function, site).or(() -> JAVA_FX.choice(function, site));
  }

  private Optional<Loop.Choice> choice(VoidFunction function, Site site) {
    boolean isListener = function.implemented().stream().anyMatch(events.asMatchPredicate());
    if (!isListener && !isTask(function)) {
      return Optional.empty();
    }
    Site.Named name = site.named(runner);
    Loop loop =
        new Loop(
            name.text() + "::" + task,
            Sets.union(name.imports(), Thrown.of("", site).imports()),
            failure ->
                name.text() + "." + task + "(() -> " + Thrown.of(failure, site).text() + ");",
            Optional.empty(),
            "the window handles other events meanwhile");
    return Optional.of(new Loop.Found(loop, (moving, cut) -> consumed(moving, cut, site)));
  }

  private boolean isTask(VoidFunction function) {
    return function.path().getLeaf() instanceof LambdaExpressionTree
        && Site.parent(function.path()).getLeaf() instanceof MethodInvocationTree call
        && tasks.contains(
            ASTHelpers.getSymbol(call).owner.getQualifiedName()
                + "."
                + ASTHelpers.getSymbol(call).name);
  }

  private static Optional<String> consumed(VoidFunction function, Cut cut, Site site) {
    return new ObstacleScanner() {
      @Override
      public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        return ASTHelpers.getSymbol(tree).name.contentEquals("consume")
                && function.isMoved(tree, cut, site)
            ? Optional.of("an event must be consumed at once; do that before the call")
            : super.visitMethodInvocation(tree, null);
      }
    }.in(function.body());
  }
}
