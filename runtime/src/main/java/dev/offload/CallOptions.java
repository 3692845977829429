package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What may differ from call to call. Immutable. */
@NonBlocking
public final class CallOptions {
  private static final CallOptions DEFAULTS =
      new CallOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final Optional<CancelMode> cancelMode;
  private final Optional<Duration> timeout;
  private final Optional<Runnable> onCancel;
  private final Optional<String> name;

  private CallOptions(
      Optional<CancelMode> cancelMode,
      Optional<Duration> timeout,
      Optional<Runnable> onCancel,
      Optional<String> name) {
    this.cancelMode = cancelMode;
    this.timeout = timeout;
    this.onCancel = onCancel;
    this.name = name;
  }

  /** The cancel mode of the offloader, no time-out. */
  public static CallOptions defaults() {
    return DEFAULTS;
  }

  /**
   * What cancellation and time-out do to this call while it runs, instead of the offloader's mode.
   */
  public CallOptions cancelMode(CancelMode mode) {
    return new CallOptions(Optional.of(mode), timeout, onCancel, name);
  }

  /**
   * Fails the future with a {@link java.util.concurrent.TimeoutException} after this time, the
   * queue included.
   */
  public CallOptions timeout(Duration time) {
    return new CallOptions(cancelMode, Optional.of(time), onCancel, name);
  }

  /**
   * Also does this when the call is cancelled or times out while it runs, for what interrupts do
   * not reach: {@code Statement::cancel}, {@code Socket::close}. It runs on a thread that may
   * block.
   */
  public CallOptions onCancel(@Blocking Runnable action) {
    return new CallOptions(cancelMode, timeout, Optional.of(action), name);
  }

  /** Names the call in messages. */
  public CallOptions name(String text) {
    return new CallOptions(cancelMode, timeout, onCancel, Optional.of(text));
  }

  Optional<CancelMode> cancelMode() {
    return cancelMode;
  }

  Optional<Duration> timeout() {
    return timeout;
  }

  Optional<Runnable> onCancel() {
    return onCancel;
  }

  Optional<String> name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallOptions that
        && cancelMode.equals(that.cancelMode)
        && timeout.equals(that.timeout)
        && onCancel.equals(that.onCancel)
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cancelMode, timeout, onCancel, name);
  }
}
