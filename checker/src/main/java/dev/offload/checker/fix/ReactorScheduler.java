package dev.offload.checker.fix;

import dev.offload.checker.fix.ExecutorChoice.Chosen;
import java.util.Optional;
import java.util.Set;

/**
 * Reactor's scheduler for work that blocks, as a file can write it: the one around the executor
 * that the user named, else Reactor's own.
 *
 * @param text the expression
 */
record ReactorScheduler(String text, Set<String> imports) {
  /** What is different where its threads run something. */
  static final String INTERRUPTED = ", cancellation interrupts it";

  static ReactorScheduler at(ReactorCall call, ExecutorChoice executors, Site site) {
    Site.Named schedulers = site.named("reactor.core.scheduler.Schedulers");
    Optional<Chosen> named = executors.named(call.path(), site);
    String method =
        named.map(each -> ".fromExecutor(" + each.expression() + ")").orElse(".boundedElastic()");
    return new ReactorScheduler(schedulers.text() + method, schedulers.imports());
  }

  String subscribeOn() {
    return ".subscribeOn(" + text + ")";
  }

  String publishOn() {
    return ".publishOn(" + text + ")";
  }
}
