package dev.offload.checker.model;

import java.util.Arrays;
import java.util.Optional;

/** What a blocking operation waits for. */
public enum Kind {
  SLEEP("sleep"),
  FILE("file"),
  NETWORK("network"),
  DNS("dns"),
  PROCESS("process"),
  DATABASE("database"),
  CONSOLE("console"),
  LOCK("lock"),
  WAIT("wait"),
  JOIN("join"),
  /** Whatever a method marked {@code @Blocking} does. */
  DECLARED("declared"),
  FILE_METADATA("file-metadata", true),
  ENTROPY("entropy", true),
  CPU("cpu", true);

  private final String word;
  private final boolean optIn;

  Kind(String word) {
    this(word, false);
  }

  Kind(String word, boolean optIn) {
    this.word = word;
    this.optIn = optIn;
  }

  /** The kind that models, options and messages call {@code word}. */
  public static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** Whether operations of this kind are reported only when an option asks for them. */
  public boolean isOptIn() {
    return optIn;
  }

  /** The word for this kind in models, options and messages. */
  public String word() {
    return word;
  }
}
