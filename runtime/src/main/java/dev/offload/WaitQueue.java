package dev.offload;

import java.util.ArrayList;
import java.util.List;

/**
 * Waiters in the order in which they came. Whoever gives up leaves in constant time, so that
 * waiters that were cancelled cost neither memory nor time. Not thread-safe: its owner guards it by
 * a lock.
 */
final class WaitQueue<W extends QueuedWaiter<?, W>> {
  private W first;
  private W last;
  private int size;

  void add(W waiter) {
    waiter.queued = true;
    waiter.previous = last;
    if (last == null) {
      first = waiter;
    } else {
      last.next = waiter;
    }
    last = waiter;
    size++;
  }

  /**
   * Takes the first waiter that has not given up. Its owner must {@linkplain QueuedWaiter#handOver
   * hand over} to it, after leaving the lock.
   *
   * @return null if nobody waits
   */
  W claimFirst() {
    while (first != null) {
      W waiter = first;
      remove(waiter);
      if (waiter.claim()) {
        return waiter;
      }
    }
    return null;
  }

  /** Takes all waiters that have not given up, like {@link #claimFirst}. */
  List<W> claimAll() {
    List<W> claimed = new ArrayList<>();
    for (W waiter = claimFirst(); waiter != null; waiter = claimFirst()) {
      claimed.add(waiter);
    }
    return claimed;
  }

  /** Without effect if the waiter is not in this queue any more. */
  void remove(W waiter) {
    if (!waiter.queued) {
      return;
    }
    waiter.queued = false;
    if (waiter.previous == null) {
      first = waiter.next;
    } else {
      waiter.previous.next = waiter.next;
    }
    if (waiter.next == null) {
      last = waiter.previous;
    } else {
      waiter.next.previous = waiter.previous;
    }
    waiter.previous = null;
    waiter.next = null;
    size--;
  }

  boolean isEmpty() {
    return first == null;
  }

  int size() {
    return size;
  }
}
