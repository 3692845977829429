package dev.offload.checker.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One fact of a model file about one subject. {@code docs/models.md} says what each means.
 *
 * <p>Operands are parameter numbers counted from 0; {@link #THIS} is the receiver.
 */
public sealed interface Fact {
  /** The operand that stands for the receiver. */
  int THIS = -1;

  /** Facts of one sort exclude each other: the most specific one wins. */
  default Object sort() {
    return getClass();
  }

  /** Facts about what a call does to its thread. */
  sealed interface Effect extends Fact {
    @Override
    default Object sort() {
      return Effect.class;
    }
  }

  /**
   * Calling it may block.
   *
   * @param isForRoom only until the receiver has room
   */
  record Blocks(Kind kind, Optional<Integer> timeout, boolean isForRoom) implements Effect {}

  /** It blocks as the data behind an operand does. */
  record BlocksAsSource(int operand, Optional<Integer> timeout) implements Effect {}

  /** It does not block. */
  record NonBlocking() implements Effect {}

  /** Its public contract is not to block. */
  record Trusted() implements Effect {}

  /** Facts about where the data read from a value comes from. */
  sealed interface Source extends Fact {
    @Override
    default Object sort() {
      return Source.class;
    }
  }

  /**
   * Data read from the value comes from something that {@code kind} describes.
   *
   * @param unlessCalled nothing is known where the value may get a call of this method
   */
  record SourceKind(Kind kind, Optional<String> unlessCalled) implements Source {}

  /** Data read from the value is in memory. */
  record SourceMemory() implements Source {}

  /** Data read from the value comes from wherever the operand's data comes from. */
  record SourceOf(int operand) implements Source {}

  /** On which thread something runs. */
  enum Place {
    INLINE,
    CALLBACK,
    OPERATOR,
    SOURCE,
    EVENT_LOOP,
    WORKER,
    COMMON_POOL,
    CALLER
  }

  /** Says where the function given as an argument runs. */
  sealed interface Runs extends Fact {
    int parameter();

    /** The operands that are complete when the function is called. */
    Set<Integer> after();

    @Override
    default Object sort() {
      return Runs.class.getName() + parameter();
    }
  }

  /** The function runs at a known place. */
  record RunsAt(int parameter, Place place, Set<Integer> after) implements Runs {}

  /** The function runs on the executor or scheduler given as an operand. */
  record RunsOn(int parameter, int executor, Set<Integer> after) implements Runs {}

  /**
   * Methods that override or implement this one run there; of an annotation, the methods that carry
   * it.
   *
   * @param after the parameters that are complete when it is called
   * @param returning binary names of types: only methods that return one of them; empty for all
   */
  record Context(Place place, Set<Integer> after, List<String> returning) implements Fact {}

  /** What {@code context} says, of annotations with a certain value of an attribute. */
  record ContextWhen(Context context, String attribute, String value) implements Fact {
    @Override
    public Object sort() {
      return ContextWhen.class.getName() + attribute + "=" + value;
    }
  }

  /** The handler that an operand is, makes or names runs on the threads of an executor operand. */
  record Hosts(int handler, int executor) implements Fact {}

  /** Facts about the threads of an executor or scheduler. */
  sealed interface Executor extends Fact {
    @Override
    default Object sort() {
      return Executor.class;
    }
  }

  /** Its threads are of a known sort. */
  record ExecutorOf(Place place) implements Executor {}

  /** It has the threads of the operand: an executor to wrap, or the receiver. */
  record ExecutorWrapper(int operand) implements Executor {}

  /** Moves a reactive chain to other threads. */
  sealed interface Schedules extends Fact {
    @Override
    default Object sort() {
      return Schedules.class;
    }
  }

  /** Moves the chain before it to the scheduler operand. */
  record SchedulesUpstream(int scheduler) implements Schedules {}

  /** Moves the chain after it to the scheduler operand. */
  record SchedulesDownstream(int scheduler) implements Schedules {}

  /** What follows in the chain runs at a known place. */
  record SchedulesDownstreamAt(Place place) implements Schedules {}

  /** It returns a function that runs the one given as an argument. */
  record FunctionWrapper(int parameter) implements Fact {}

  /** A test of the thread: {@code true} means that it must not block, or that it may. */
  record Guard(boolean mayBlock) implements Fact {}

  /**
   * A test of completeness: {@code true} means that the receiver is complete.
   *
   * @param isEarly perhaps before what it is made of is complete: somebody may have cancelled it
   */
  record Done(boolean isEarly) implements Fact {}

  /** A state of the receiver: one of these constants means that it is complete. */
  record DoneWhen(Set<String> constants) implements Fact {}

  /** It completes the receiver. */
  record Completes() implements Fact {}

  /** While it blocks a thread of a fork-join pool, that pool has others do the work. */
  record Managed() implements Fact {}

  /** What the constructor makes has room for everything that it is given. */
  record Unbounded() implements Fact {}

  /** What it returns is complete. */
  record Complete() implements Fact {}

  /** What it returns is complete only when everything in the operand is. */
  record CompleteAfter(int operand) implements Fact {
    @Override
    public Object sort() {
      return CompleteAfter.class.getName() + operand;
    }
  }

  /** The non-blocking counterpart, for messages. */
  record Twin(String text) implements Fact {}
}
