package dev.offload.checker.effect;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** Monitors and locks: in the context and in methods of this compilation, never in class files. */
final class LockTest {
  @Test
  void monitorInTheContextCounts() {
    AllChecks.compile(
        """
        class Test {
          private int count;

          void notAContext() {
            synchronized (this) {
              count++;
            }
          }

          @NonBlocking
          void onEvent() {
            // BUG: Diagnostic contains: [BlockingLock] synchronized blocks (lock), but this method is marked
            synchronized (this) {
              count++;
            }
          }
        }
        """);
  }

  @Test
  void synchronizedMethodIsAMonitor() {
    AllChecks.compile(
        """
        class Test {
          private int count;

          @NonBlocking
          void free() {
            count++;
          }

          @NonBlocking
          // BUG: Diagnostic contains: [BlockingLock] synchronized blocks (lock), but this method is marked
          synchronized void onEvent() {
            count++;
          }
        }
        """);
  }

  @Test
  void lockInACalleeOfThisCompilationCounts() {
    AllChecks.compile(
        """
        class Test {
          private final Lock lock = new ReentrantLock();
          private int count;

          @NonBlocking
          void onEvent() {
            free();
            // BUG: Diagnostic contains: [BlockingLock] synchronized blocks (lock)
            // block()  ->  synchronized
            block();
            // BUG: Diagnostic contains: outer()  ->  Test.method()  ->  synchronized
            outer();
            // BUG: Diagnostic contains: reentrant()  ->  ReentrantLock.lock()
            reentrant();
          }

          void free() {
            count++;
          }

          void block() {
            synchronized (this) {
              count++;
            }
          }

          void outer() {
            method();
          }

          synchronized void method() {
            count++;
          }

          void reentrant() {
            lock.lock();
            count++;
            lock.unlock();
          }
        }
        """);
  }

  @Test
  void staticSynchronizedMethodCounts() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            // BUG: Diagnostic contains: next()  ->  synchronized
            next();
          }

          static synchronized void next() {}
        }
        """);
  }

  @Test
  void lockInAClassFileDoesNotCount() {
    Library library =
        Library.of(
            """
            package lib;

            public class Counter {
              private final Lock lock = new ReentrantLock();
              private int count;

              public synchronized void method() {
                count++;
              }

              public void block() {
                synchronized (this) {
                  count++;
                }
              }

              public void reentrant() {
                lock.lock();
                try {
                  count++;
                } finally {
                  lock.unlock();
                }
              }

              public synchronized void sleepy() throws Exception {
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Counter counter) throws Exception {
            counter.method();
            counter.block();
            counter.reentrant();
            // BUG: Diagnostic contains: [BlockingSleep] Thread.sleep(long) blocks (sleep
            counter.sleepy();
          }
        }
        """);
  }

  @Test
  void lockOfTheJdkInTheContextCounts() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(ReentrantLock lock, ReadWriteLock both, StampedLock stamped) throws Exception {
            lock.unlock();
            if (lock.tryLock()) {
              lock.unlock();
            }
            stamped.tryOptimisticRead();
            // BUG: Diagnostic contains: ReentrantLock.lock() blocks (lock)
            lock.lock();
            // BUG: Diagnostic contains: ReentrantLock.lockInterruptibly() blocks (lock)
            lock.lockInterruptibly();
            // BUG: Diagnostic contains: ReentrantLock.tryLock(long, TimeUnit) blocks (lock, up to 1 SECONDS)
            lock.tryLock(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: Lock.lock() blocks (lock)
            both.readLock().lock();
            // BUG: Diagnostic contains: StampedLock.writeLock() blocks (lock)
            stamped.writeLock();
          }
        }
        """);
  }

  @Test
  void monitorWhoseSectionBlocksIsReportedAsThat() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    synchronized (this) {
                      Files.delete(Path.of("x"));
                    }
                  }
                }
                """))
        .containsExactly(
            "5: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking");
  }

  @Test
  void synchronizedMethodThatBlocksIsReportedAsThat() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  synchronized void onEvent() throws Exception {
                    Files.delete(Path.of("x"));
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking");
  }

  @Test
  void waitOutsideTheSectionDoesNotHideTheMonitor() {
    AllChecks.compile(
        """
        class Test {
          private int count;

          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: synchronized blocks (lock)
            synchronized (this) {
              count++;
            }
            // BUG: Diagnostic contains: Files.delete(Path) blocks (file)
            Files.delete(Path.of("x"));
          }
        }
        """);
  }

  @Test
  void lambdaCreatedInTheSectionDoesNotHideTheMonitor() {
    AllChecks.compile(
        """
        class Test {
          private Callable<String> task;

          @NonBlocking
          void onEvent() {
            // BUG: Diagnostic contains: synchronized blocks (lock)
            synchronized (this) {
              task = () -> Files.readString(Path.of("x"));
            }
          }
        }
        """);
  }

  @Test
  void calleesLockWhoseSectionBlocksIsReportedAsThat() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    save();
                  }

                  synchronized void save() throws Exception {
                    step();
                  }

                  void step() throws Exception {
                    Files.delete(Path.of("x"));
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    save()  ->  Test.step()  ->  Files.delete(Path)");
  }

  @Test
  void reentrantLockWhoseSectionBlocksIsReportedAsThat() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  private final ReentrantLock lock = new ReentrantLock();

                  @NonBlocking
                  void onEvent() throws Exception {
                    lock.lock();
                    try {
                      Files.delete(Path.of("x"));
                    } finally {
                      lock.unlock();
                    }
                  }
                }
                """))
        .containsExactly(
            "8: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking");
  }

  @Test
  void waitingForASignalIsNoLock() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Condition condition) throws Exception {
            condition.signalAll();
            notifyAll();
            // BUG: Diagnostic contains: [BlockingWait] Condition.await() blocks (wait)
            condition.await();
            // BUG: Diagnostic contains: [BlockingWait] Object.wait() blocks (wait)
            wait();
          }
        }
        """);
  }

  @Test
  void monitorInALambdaThatIsNotInlineDoesNotCount() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Executor executor, List<String> list) {
            executor.execute(
                () -> {
                  synchronized (this) {
                    list.clear();
                  }
                });
            list.forEach(
                each -> {
                  // BUG: Diagnostic contains: synchronized blocks (lock)
                  synchronized (this) {
                    list.clear();
                  }
                });
          }
        }
        """);
  }

  @Test
  void monitorBehindAGuardDoesNotCount() {
    AllChecks.compile(
        """
        class Test {
          private int count;

          @NonBlocking
          void onEvent() {
            if (!java.awt.EventQueue.isDispatchThread()) {
              synchronized (this) {
                count++;
              }
            } else {
              // BUG: Diagnostic contains: synchronized blocks (lock)
              synchronized (this) {
                count++;
              }
            }
          }
        }
        """);
  }
}
