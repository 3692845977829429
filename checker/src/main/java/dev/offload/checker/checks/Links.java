package dev.offload.checker.checks;

/** Where the pages about the checks are. */
final class Links {
  static final String PAGES = "https://github.com/offload-java/offload/blob/main/docs/checks/";

  private Links() {}
}
