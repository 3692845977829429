package dev.offload.checker.context;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.checker.testing.AllChecks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DESIGN.md, sections 2 and 6: several rules may apply to an operation; it is reported once. */
final class ReportedOnceTest {
  private static void assertOneFinding(String members) {
    List<String> findings =
        AllChecks.findings(
            """
            class Test {
              static void nap() {
                try {
                  Thread.sleep(100);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }

            MEMBERS
            }
            """
                .replace("MEMBERS", members));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).contains("[BlockingSleep] Thread.sleep(long) blocks");
  }

  @Test
  void parameterOfInlineReceiverIsMarked() {
    assertOneFinding(
        """
        static void inline(@NonBlocking Runnable task) {
          task.run();
        }

        @NonBlocking
        void method() {
          inline(() -> nap());
        }
        """);
  }

  @Test
  void storedLambdaIsGivenTwice() {
    assertOneFinding(
        """
        void method(CompletableFuture<String> first, CompletableFuture<String> second) {
          Consumer<String> action = x -> nap();
          first.thenAccept(action);
          second.thenAccept(action);
        }
        """);
  }

  @Test
  void storedLambdaOfNonBlockingTypeIsGiven() {
    assertOneFinding(
        """
        interface Loop extends Runnable {
          @Override
          @NonBlocking
          void run();
        }

        void method(CompletableFuture<String> future) {
          Loop action = () -> nap();
          future.thenRun(action);
        }
        """);
  }

  @Test
  void inlineLambdaInsideACallback() {
    assertOneFinding(
        """
        void method(CompletableFuture<List<String>> future) {
          future.thenAccept(list -> list.forEach(x -> list.forEach(y -> nap())));
        }
        """);
  }

  @Test
  void anonymousClassWhoseMethodIsModelledIsGiven() {
    assertOneFinding(
        """
        void method(javax.swing.JButton button) {
          button.addActionListener(
              new java.awt.event.ActionListener() {
                @Override
                public void actionPerformed(java.awt.event.ActionEvent event) {
                  nap();
                }
              });
        }
        """);
  }

  @Test
  void objectOfNonBlockingClassIsGiven() {
    assertOneFinding(
        """
        @NonBlocking
        static class Napper implements Runnable {
          @Override
          public void run() {
            nap();
          }
        }

        void method(CompletableFuture<String> future) {
          future.thenRun(new Napper());
          future.thenRun(new Napper()::run);
        }
        """);
  }
}
