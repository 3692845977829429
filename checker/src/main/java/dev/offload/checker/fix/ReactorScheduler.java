package dev.offload.checker.fix;

/** Reactor's scheduler for work that blocks, as the file can write it. */
final class ReactorScheduler {
  private final Site.Named schedulers;

  ReactorScheduler(Site site) {
    schedulers = site.named("reactor.core.scheduler.Schedulers");
  }

  String subscribeOn() {
    return ".subscribeOn(" + schedulers.text() + ".boundedElastic())";
  }

  String publishOn() {
    return ".publishOn(" + schedulers.text() + ".boundedElastic())";
  }

  /** With the import that the calls need. */
  Edit importedBy(Edit edit) {
    return edit.importing(schedulers.imports());
  }
}
