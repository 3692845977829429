package dev.offload.checker.fix;

import dev.offload.checker.fix.ExecutorChoice.Chosen;
import java.util.Optional;
import java.util.Set;

/**
 * RxJava's scheduler for work that blocks, as a file can write it: the one around the executor that
 * the user named, else the one for input and output.
 *
 * @param text the expression
 */
record RxScheduler(String text, Set<String> imports) {
  /** What is different where its threads run something. */
  static final String INTERRUPTED = ", cancellation interrupts it";

  static RxScheduler at(RxCall call, ExecutorChoice executors, Site site) {
    Site.Named schedulers = call.schedulers(site);
    Optional<Chosen> named = executors.named(call.path(), site);
    String method = named.map(each -> ".from(" + each.expression() + ")").orElse(".io()");
    return new RxScheduler(schedulers.text() + method, schedulers.imports());
  }
}
