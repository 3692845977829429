package dev.offload.checker.context;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/**
 * Functions that are given to a factory whose result is given to somebody who moves it elsewhere.
 */
final class HandedOnFunctionTest {
  private static final Library LISTENERS =
      Library.of(
              """
              package lib;

              public interface Listener {
                void done(String result) throws Exception;

                static Listener wrap(Listener inner) {
                  return inner;
                }

                static void add(Listener listener) {}

                static void addOn(Executor executor, Listener listener) {}

                static void addBlocking(@Blocking Listener listener) {}

                static void now(Listener listener) throws Exception {
                  listener.done("");
                }
              }
              """,
              """
              package lib;

              public class Threaded implements Listener {
                public Threaded(Executor executor, Listener inner) {}

                @Override
                public void done(String result) {}
              }
              """)
          .with(
              "dev/offload/checker/models/lib.model",
              "lib.Listener#add  runs 0 callback",
              "lib.Listener#addOn  runs 1 on 0",
              "lib.Listener#wrap  runs 0 callback",
              "lib.Threaded#new  runs 1 on 0");

  @Test
  void test() {
    AllChecks.compile(
        LISTENERS.options(),
        """
        import lib.*;

        class Test {
          void elsewhere(ExecutorService pool, Executor unknown) {
            Listener.add(
                new Threaded(Executors.newCachedThreadPool(), Listener.wrap(x -> Thread.sleep(1))));
            Listener.add(new Threaded(unknown, Listener.wrap(x -> Thread.sleep(1))));
            Listener.addOn(pool, Listener.wrap(x -> Thread.sleep(1)));
            Listener.addOn(pool, Listener.wrap(Listener.wrap(x -> Thread.sleep(1))));
            Listener.addOn(pool, ((Listener) Listener.wrap(this::sleep)));
            Listener.addBlocking(Listener.wrap(x -> Thread.sleep(1)));
          }

          void asUsual(ExecutorService pool) throws Exception {
            // BUG: Diagnostic contains: runs on whichever thread completes it
            Listener.wrap(x -> Thread.sleep(1));
            // BUG: Diagnostic contains: runs on whichever thread completes it
            Listener.wrap(x -> Thread.sleep(1)).done("");
            // BUG: Diagnostic contains: runs on whichever thread completes it
            Listener.add(Listener.wrap(x -> Thread.sleep(1)));
            // BUG: Diagnostic contains: runs on whichever thread completes it
            Listener.addOn(Runnable::run, Listener.wrap(x -> Thread.sleep(1)));
            // BUG: Diagnostic contains: runs on whichever thread completes it
            Listener.now(Listener.wrap(x -> Thread.sleep(1)));
            // BUG: Diagnostic contains: runs on whichever thread completes it
            String.valueOf(Listener.wrap(x -> Thread.sleep(1)));
          }

          void sleep(String result) throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }
}
