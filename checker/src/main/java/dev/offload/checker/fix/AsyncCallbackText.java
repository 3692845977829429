package dev.offload.checker.fix;

import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.List;

/**
 * A callback that is nothing but a section, as the source says it with an {@code AsyncLock}: {@code
 * x -> lock.with(() -> { .. })}. A section on an executor comes back to it once it has the lock:
 * {@code x -> lock.with(() -> CompletableFuture.supplyAsync(() -> { .. }, executor))}.
 *
 * @param lock as the source names it
 */
record AsyncCallbackText(
    ValueCallback callback, String lock, Names names, Site.Named future, Site site) {
  /** The call with the callback. */
  List<Replacement> replacements(String statements) {
    String section = "{" + statements + "}";
    StageCall call = callback.call();
    int start = site.start(callback.body());
    int end = site.end(callback.body());
    if (call.isStatic()) {
      int callStart = site.start(call.tree());
      int callEnd = site.end(call.tree());
      // A copy wraps the failure as the call does.
      return List.of(
          new Replacement(callStart, callStart, lock + ".with(() -> "),
          new Replacement(start, end, section),
          new Replacement(callEnd, callEnd, ").copy()"));
    }
    List<Replacement> result = new ArrayList<>(callback.replacements(names, site));
    result.add(
        callback
            .executor(site)
            .map(executor -> onExecutor(section, site.source(executor)))
            .map(text -> new Replacement(start, site.end(call.tree()) - 1, text))
            .orElseGet(() -> new Replacement(start, end, lock + ".with(() -> " + section + ")")));
    return result;
  }

  private String onExecutor(String section, String executor) {
    return lock
        + ".with(() -> "
        + future.text()
        + "."
        + callback.typeArgument(site)
        + (callback.isVoid() ? "runAsync" : "supplyAsync")
        + "(() -> "
        + section
        + ", "
        + executor
        + "))";
  }
}
