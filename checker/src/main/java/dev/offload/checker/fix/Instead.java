package dev.offload.checker.fix;

import dev.offload.checker.effect.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to use instead of an operation that blocks, as advice to a person. */
final class Instead {
  private static final String RUNTIME = "dev.offload.Offload";
  private static final Pattern CLASS_OF_RUNTIME = Pattern.compile("Async[A-Z]\\w+");

  private static final String QUEUE =
      "(?:Array|Linked|Priority)?(?:Blocking|Transfer|Synchronous|Delay)(?:Queue|Deque)";

  /** For roots such as {@code CountDownLatch.await()}; the first one that fits. */
  private record Root(Pattern root, String advice) {
    Root(String root, String advice) {
      this(Pattern.compile(root), advice);
    }
  }

  private static final List<Root> ROOTS =
      List.of(
          new Root(
              "CountDownLatch\\..*",
              "use a CompletableFuture instead of the latch, completed where that is counted down"),
          new Root("CyclicBarrier\\..*", "use CompletableFuture.allOf(..) instead of the barrier"),
          new Root("Phaser\\..*", "use CompletableFuture.allOf(..) instead of the phaser"),
          new Root("Exchanger\\..*", "use a CompletableFuture for each side of the exchange"),
          new Root(
              "\\w*Condition\\w*\\..*", "complete a CompletableFuture instead of calling signal"),
          new Root(
              "(Object\\.wait|TimeUnit\\.timedWait).*",
              "complete a CompletableFuture instead of calling notify"),
          new Root("LockSupport\\..*", "complete a CompletableFuture instead of calling unpark"),
          new Root("Semaphore\\..*", "use an AsyncSemaphore"),
          new Root(QUEUE + "\\..*", "use an AsyncChannel instead of the queue"),
          new Root(
              "(ReadLock|StampedLock\\.\\w*[rR]ead)\\w*\\W.*",
              "use an AsyncLock, which lets in one reader at a time"),
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

  /** What does the same if it need not wait, for the roots whose class has it. */
  private static final List<Root> WITHOUT_WAITING =
      List.of(
          new Root(QUEUE + "\\.(?:take|poll)(First|Last|)\\(.*", "poll$1()"),
          new Root(QUEUE + "\\.(?:put|offer)(First|Last|)\\(.*", "offer$1(..)"),
          new Root(QUEUE + "\\.(?:transfer|tryTransfer)\\(.*", "tryTransfer(..)"),
          new Root("Semaphore\\..*", "tryAcquire()"),
          new Root("(?:Reentrant|Read|Write|)Lock\\..*", "tryLock()"),
          new Root("StampedLock\\.\\w*[rR]ead.*", "tryReadLock()"),
          new Root("StampedLock\\.\\w*[wW]rite.*", "tryWriteLock()"));

  private Instead() {}

  static String of(Site site) {
    Effect effect = site.finding().effect();
    boolean hasRuntime = site.knows(RUNTIME);
    String advice =
        first(ROOTS, effect.root()).orElseGet(() -> ofKind(effect, hasRuntime))
            + first(WITHOUT_WAITING, effect.root())
                .map(call -> " (" + call + " does not wait)")
                .orElse("");
    return hasRuntime
        ? advice
        : CLASS_OF_RUNTIME.matcher(advice).replaceAll("$0 of offload-runtime");
  }

  private static Optional<String> first(List<Root> roots, String root) {
    return roots.stream()
        .map(each -> Map.entry(each.root().matcher(root), each.advice()))
        .filter(each -> each.getKey().matches())
        .map(each -> each.getKey().replaceFirst(each.getValue()))
        .findFirst();
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
