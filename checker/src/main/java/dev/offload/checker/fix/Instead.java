package dev.offload.checker.fix;

import dev.offload.checker.effect.Effect;
import java.util.List;
import java.util.regex.Pattern;

/** What to use instead of an operation that blocks, as advice to a person. */
final class Instead {
  private static final String RUNTIME = "dev.offload.Offload";
  private static final Pattern CLASS_OF_RUNTIME = Pattern.compile("Async[A-Z]\\w+");

  /** For roots such as {@code CountDownLatch.await()}; the first one that fits. */
  private record Root(Pattern root, String advice) {
    Root(String root, String advice) {
      this(Pattern.compile(root), advice);
    }
  }

  private static final List<Root> ROOTS =
      List.of(
          new Root("CountDownLatch\\..*", "use a CompletableFuture instead of the latch"),
          new Root("CyclicBarrier\\..*", "use CompletableFuture.allOf(..) instead of the barrier"),
          new Root("Phaser\\..*", "use CompletableFuture.allOf(..) instead of the phaser"),
          new Root("Exchanger\\..*", "use a CompletableFuture for each side of the exchange"),
          new Root("\\w*Condition\\w*\\..*", "use a CompletableFuture instead of the condition"),
          new Root(
              "(Object\\.wait|TimeUnit\\.timedWait).*",
              "complete a CompletableFuture instead of calling notify"),
          new Root("LockSupport\\..*", "complete a CompletableFuture instead of calling unpark"),
          new Root("Semaphore\\..*", "use an AsyncSemaphore"),
          new Root(
              "\\w*(Blocking|Transfer|Synchronous|Delay)(Queue|Deque)\\..*",
              "use an AsyncChannel instead of the queue"),
          new Root(
              "(Thread\\.join|TimeUnit\\.timedJoin).*",
              "let the thread complete a CompletableFuture at its end"),
          new Root(
              ".*\\.(invokeAll|invokeAny)\\w*\\(.*",
              "use CompletableFuture.supplyAsync(.., executor) for each task, then allOf or anyOf"),
          new Root(
              "\\w*CompletionService\\..*",
              "use CompletableFuture.supplyAsync(.., executor) for each task"),
          new Root(
              "(ForkJoin|Recursive)\\w+\\..*",
              "hand the task to CompletableFuture.supplyAsync(.., pool)"),
          new Root("CompletableFuture\\..*", "keep the stage instead of its result"),
          new Root(
              "Future\\w*\\.get.*",
              "let a CompletableFuture take the place of the Future, which has no callbacks"),
          new Root("Process\\.waitFor.*", "use Process.onExit()"));

  private Instead() {}

  static String of(Site site) {
    Effect effect = site.finding().effect();
    boolean hasRuntime = site.knows(RUNTIME);
    String advice =
        ROOTS.stream()
            .filter(each -> each.root().matcher(effect.root()).matches())
            .map(Root::advice)
            .findFirst()
            .orElseGet(() -> ofKind(effect, hasRuntime));
    return hasRuntime
        ? advice
        : CLASS_OF_RUNTIME.matcher(advice).replaceAll("$0 of offload-runtime");
  }

  private static String ofKind(Effect effect, boolean hasRuntime) {
    return switch (effect.kind()) {
      case SLEEP ->
          hasRuntime ? "use Offload.delay(..)" : "use CompletableFuture.delayedExecutor(..)";
      case LOCK -> "use an AsyncLock";
      case JOIN -> "keep what this waits for instead of its result";
      default -> {
        if (effect.twin().isPresent()) {
          yield "use its non-blocking counterpart";
        }
        yield hasRuntime
            ? "offload this with Offload.call(..)"
            : "run this on an executor whose threads may block";
      }
    };
  }
}
