package dev.offload;

import java.util.ArrayList;
import java.util.List;

/**
 * Tasks in order, each in at most one list, so that one can leave from the middle at once. Guarded
 * by its owner's lock.
 */
final class TaskList {
  private Task<?> first;
  private Task<?> last;
  private int size;

  int size() {
    return size;
  }

  void add(Task<?> task) {
    task.list = this;
    task.previous = last;
    if (last == null) {
      first = task;
    } else {
      last.next = task;
    }
    last = task;
    size++;
  }

  /** The oldest one, removed; null if there is none. */
  Task<?> poll() {
    Task<?> oldest = first;
    if (oldest != null) {
      remove(oldest);
    }
    return oldest;
  }

  /** The oldest one; null if there is none. */
  Task<?> peek() {
    return first;
  }

  /** False if the task is not in this list. */
  boolean remove(Task<?> task) {
    if (task.list != this) {
      return false;
    }
    if (task.previous == null) {
      first = task.next;
    } else {
      task.previous.next = task.next;
    }
    if (task.next == null) {
      last = task.previous;
    } else {
      task.next.previous = task.previous;
    }
    task.list = null;
    task.previous = null;
    task.next = null;
    size--;
    return true;
  }

  List<Task<?>> copy() {
    List<Task<?>> tasks = new ArrayList<>(size);
    for (Task<?> task = first; task != null; task = task.next) {
      tasks.add(task);
    }
    return tasks;
  }
}
