package dev.offload;

import java.util.concurrent.RejectedExecutionException;

/** A call that an {@link Offloader} did not take, because it is full or has been shut down. */
public final class OffloadRejectedException extends RejectedExecutionException {
  private static final long serialVersionUID = 1;

  OffloadRejectedException(String message) {
    super(message);
  }

  OffloadRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
