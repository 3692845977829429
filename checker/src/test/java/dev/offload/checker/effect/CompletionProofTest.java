package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import org.junit.jupiter.api.Test;

/** Waiting for what is known to be complete does not wait; what only looks complete does. */
final class CompletionProofTest {
  @Test
  void waitWithoutAProofIsReported() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) throws Exception {
            // BUG: Diagnostic contains: [NestedJoin] CompletableFuture.join() blocks (join)
            future.join();
          }
        }
        """);
  }

  @Test
  void getNowNeverWaits() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, CompletableFuture<String> done)
              throws Exception {
            future.getNow("x");
            future.isDone();
            done.complete("x");
            done.get();
            // BUG: Diagnostic contains: CompletableFuture.get() blocks (join)
            future.get();
          }
        }
        """);
  }

  @Test
  void accessorsThatAreOnlyCalledLikeWaitsDoNotWait() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(
              Supplier<String> supplier,
              Map<String, String> map,
              Optional<String> optional,
              java.util.concurrent.atomic.AtomicReference<String> reference) {
            supplier.get();
            map.get("x");
            optional.get();
            reference.get();
            String.join("x", "y");
          }
        }
        """);
  }

  @Test
  void completedFutureIsComplete() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            CompletableFuture.completedFuture("x").join();
            CompletableFuture.failedFuture(new Exception()).get();
            CompletableFuture<String> local = CompletableFuture.completedFuture("x");
            local.join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.supplyAsync(() -> "x").join();
            CompletableFuture<String> unknown = CompletableFuture.supplyAsync(() -> "x");
            // BUG: Diagnostic contains: CompletableFuture.join()
            unknown.join();
          }
        }
        """);
  }

  @Test
  void waitingTwiceWaitsOnce() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> first, CompletableFuture<String> second) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            first.join();
            first.join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            second.join();
          }
        }
        """);
  }

  @Test
  void isDoneInAnIf() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            if (future.isDone()) {
              future.join();
            }
            if (!future.isDone()) {
              future.getNow("x");
            } else {
              future.join();
            }
            if (future.isDone()) {
              future.getNow("x");
            } else {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }
        }
        """);
  }

  @Test
  void isDoneHoldsInItsBranchOnly() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            if (future.isDone()) {
              future.join();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }
        }
        """);
  }

  @Test
  void isDoneOfAnotherFutureProvesNothing() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> first, CompletableFuture<String> second) {
            if (first.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              second.join();
            }
          }
        }
        """);
  }

  @Test
  void isDoneInAConjunction() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          boolean onEvent(CompletableFuture<Boolean> future, boolean other) {
            if (other && future.isDone() && future.join()) {
              future.join();
            }
            return future.isDone() && future.join();
          }
        }
        """);
  }

  @Test
  void isDoneInADisjunctionProvesNothingWhereItIsTrue() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<Boolean> future, boolean other) {
            boolean result = !future.isDone() || future.join();
            if (!future.isDone() || other) {
              return;
            }
            future.join();
          }

          @NonBlocking
          void onOther(CompletableFuture<Boolean> future, boolean other) {
            if (other || future.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }
        }
        """);
  }

  @Test
  void isDoneInAConditionalExpression() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(CompletableFuture<String> future) {
            String right = future.isDone() ? future.join() : "";
            // BUG: Diagnostic contains: CompletableFuture.join()
            return !future.isDone() ? future.join() : right;
          }
        }
        """);
  }

  @Test
  void isDoneBeforeAnEarlyExit() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(CompletableFuture<String> future) {
            if (!future.isDone()) {
              return "";
            }
            return future.join();
          }

          @NonBlocking
          String onThrow(CompletableFuture<String> future) {
            if (!future.isDone()) {
              throw new IllegalStateException();
            }
            return future.join();
          }

          @NonBlocking
          String onWrongWayRound(CompletableFuture<String> future) {
            if (future.isDone()) {
              return "";
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.join();
          }

          @NonBlocking
          String onNoExit(CompletableFuture<String> future) {
            if (!future.isDone()) {
              hashCode();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.join();
          }
        }
        """);
  }

  @Test
  void isDoneBeforeContinueAndBreak() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(List<CompletableFuture<String>> futures) {
            for (CompletableFuture<String> future : futures) {
              if (!future.isDone()) {
                continue;
              }
              future.join();
            }
            for (CompletableFuture<String> future : futures) {
              if (future.isDone()) {
                continue;
              }
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }
        }
        """);
  }

  @Test
  void isDoneInALoopCondition() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            while (!future.isDone()) {
              Thread.onSpinWait();
            }
            future.join();
          }

          @NonBlocking
          void onDo(CompletableFuture<String> future) {
            do {
              Thread.onSpinWait();
            } while (!future.isDone());
            future.join();
          }

          @NonBlocking
          void onBreak(CompletableFuture<String> future, boolean tired) {
            while (!future.isDone()) {
              if (tired) {
                break;
              }
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }

          @NonBlocking
          void onBody(CompletableFuture<String> future) {
            while (future.isDone()) {
              future.join();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }
        }
        """);
  }

  @Test
  void isDoneInAForLoopCondition() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            for (int i = 0; !future.isDone(); i++) {
              Thread.onSpinWait();
            }
            future.join();
          }
        }
        """);
  }

  @Test
  void isDoneInAnAssertion() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> first, CompletableFuture<String> second) {
            assert first.isDone();
            first.join();
            assert second != null;
            // BUG: Diagnostic contains: CompletableFuture.join()
            second.join();
          }
        }
        """);
  }

  @Test
  void isDoneInAPrecondition() {
    AllChecks.compile(
        """
        import static com.google.common.base.Preconditions.checkArgument;
        import static com.google.common.base.Preconditions.checkState;

        class Test {
          @NonBlocking
          void onEvent(
              CompletableFuture<String> first,
              CompletableFuture<String> second,
              CompletableFuture<String> third) {
            checkState(first.isDone());
            first.join();
            checkArgument(second.isDone(), "not done");
            second.join();
            checkState(!third.isDone());
            // BUG: Diagnostic contains: CompletableFuture.join()
            third.join();
          }
        }
        """);
  }

  @Test
  void isDoneKeptInALocal() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, boolean other) {
            boolean done = future.isDone();
            if (done) {
              future.join();
            }
            boolean changed = future.isDone();
            changed = other;
            if (changed) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }
        }
        """);
  }

  @Test
  void isDoneOfAFieldOrAnAccessor() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> field;
          private Test next;

          CompletableFuture<String> future() {
            return field;
          }

          @NonBlocking
          void onEvent() {
            if (field.isDone()) {
              this.field.join();
            }
            if (future().isDone()) {
              future().join();
            }
            if (field.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              next.field.join();
            }
          }
        }
        """);
  }

  @Test
  void kinOfIsDone() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> failed, Future<String> cancelled) throws Exception {
            if (failed.isCompletedExceptionally()) {
              failed.join();
            }
            if (cancelled.isCancelled()) {
              cancelled.get();
            } else {
              // BUG: Diagnostic contains: Future.get()
              cancelled.get();
            }
          }
        }
        """);
  }

  @Test
  void assignmentEndsTheProof() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            if (future.isDone()) {
              future.join();
              future = start();
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
            CompletableFuture<String> local = CompletableFuture.completedFuture("x");
            local = start();
            // BUG: Diagnostic contains: CompletableFuture.join()
            local.join();
          }

          CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void assignmentInATryEndsTheProof() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            if (future.isDone()) {
              try {
                future = start();
              } catch (IllegalStateException e) {
                return;
              }
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void assignmentInASwitchEndsTheProof() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, int state) {
            if (future.isDone()) {
              switch (state) {
                case 1:
                  future = start();
                  break;
                default:
                  break;
              }
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void assignmentInAConditionEndsTheProof() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, boolean other) {
            if (future.isDone()) {
              boolean fresh = other && (future = start()) != null;
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void assignmentInALoopEndsTheProofFromItsStart() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, CompletableFuture<String> stable) {
            if (future.isDone() && stable.isDone()) {
              for (int i = 0; i < 3; i++) {
                stable.join();
                // BUG: Diagnostic contains: CompletableFuture.join()
                future.join();
                future = start();
              }
            }
          }

          @NonBlocking
          void onWhile(CompletableFuture<String> future, Iterator<String> items) {
            if (future.isDone()) {
              while (items.hasNext()) {
                // BUG: Diagnostic contains: CompletableFuture.join()
                future.join();
                future = start();
              }
            }
          }

          CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void handlerKnowsOnlyWhatHeldBeforeItsTry() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> before, CompletableFuture<String> within) {
            if (!before.isDone()) {
              return;
            }
            try {
              if (!within.isDone()) {
                throw new IllegalStateException();
              }
              within.join();
            } catch (IllegalStateException e) {
              before.join();
              // BUG: Diagnostic contains: CompletableFuture.join()
              within.join();
            }
          }
        }
        """);
  }

  @Test
  void lambdaOfTheFuturesOwnStage() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future, CompletableFuture<String> other) {
            future.thenApply(x -> future.join());
            future.thenRun(() -> future.join());
            future.handle((x, failure) -> future.join());
            future.whenComplete((x, failure) -> future.join());
            future.exceptionally(failure -> future.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.thenApply(x -> other.join());
          }
        }
        """);
  }

  @Test
  void lambdaOfAStageFurtherDown() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future, CompletableFuture<String> other) {
            future.thenApply(String::trim).thenApply(x -> future.join());
            CompletableFuture.allOf(future, other)
                .whenComplete((x, failure) -> {})
                .thenApply(x -> future.join() + other.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.thenApply(String::trim).thenApply(x -> other.join());
          }
        }
        """);
  }

  @Test
  void futureThatALambdaMakesIsNotComplete() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.thenApply(x -> start(x).join());
          }

          CompletableFuture<String> start(String x) {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void bothFuturesOfACombination() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            first.thenCombine(second, (x, y) -> first.join() + second.join());
            first.runAfterBoth(second, () -> second.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            first.runAfterEither(second, () -> second.join());
          }
        }
        """);
  }

  @Test
  void membersOfAllOf() {
    AllChecks.compile(
        """
        class Test {
          void start(
              CompletableFuture<String> first,
              CompletableFuture<String> second,
              CompletableFuture<String> third) {
            CompletableFuture.allOf(first, second).thenApply(x -> first.join() + second.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.allOf(first, second).thenApply(x -> first.join() + third.join());
          }
        }
        """);
  }

  @Test
  void allOfHeldInALocal() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture<Void> all = CompletableFuture.allOf(first, second);
            all.thenApply(x -> first.join() + second.join());
            CompletableFuture<Void> one = CompletableFuture.allOf(first);
            // BUG: Diagnostic contains: CompletableFuture.join()
            one.thenApply(x -> second.join());
          }
        }
        """);
  }

  @Test
  void isDoneOfAllOf() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture<Void> all = CompletableFuture.allOf(first);
            if (all.isDone()) {
              first.join();
              // BUG: Diagnostic contains: CompletableFuture.join()
              second.join();
            }
          }
        }
        """);
  }

  @Test
  void inputsOfAnyOfAreNotComplete() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture<Object> any = CompletableFuture.anyOf(first, second);
            any.thenApply(x -> any.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            any.thenApply(x -> first.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.anyOf(first, second).thenApply(x -> second.join());
          }
        }
        """);
  }

  @Test
  void elementsOfAListGivenToAllOf() {
    AllChecks.compile(
        """
        class Test {
          void start(List<CompletableFuture<String>> futures, List<CompletableFuture<String>> others) {
            CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]))
                .thenRun(
                    () -> {
                      for (CompletableFuture<String> future : futures) {
                        future.join();
                      }
                      futures.get(0).join();
                      futures.forEach(future -> future.join());
                      // BUG: Diagnostic contains: CompletableFuture.join()
                      others.get(0).join();
                      for (CompletableFuture<String> other : others) {
                        // BUG: Diagnostic contains: CompletableFuture.join()
                        other.join();
                      }
                    });
          }
        }
        """);
  }

  @Test
  void elementsOfAnArrayGivenToAllOf() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String>[] futures, CompletableFuture<String>[] others) {
            CompletableFuture.allOf(futures)
                .thenRun(
                    () -> {
                      futures[0].join();
                      for (CompletableFuture<String> future : futures) {
                        future.join();
                      }
                      // BUG: Diagnostic contains: CompletableFuture.join()
                      others[0].join();
                    });
          }
        }
        """);
  }

  @Test
  void streamOfAListGivenToAllOf() {
    AllChecks.compile(
        """
        class Test {
          void start(List<CompletableFuture<String>> futures, List<CompletableFuture<String>> others) {
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(x -> futures.stream().map(CompletableFuture::join).toList());
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(x -> futures.stream().map(future -> future.join()).toList());
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(
                    x -> futures.stream().filter(f -> f != null).map(CompletableFuture::join).toList());
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenApply(x -> others.stream().map(CompletableFuture::join).toList());
          }
        }
        """);
  }

  @Test
  void streamGivenToAllOf() {
    AllChecks.compile(
        """
        class Test {
          void start(List<CompletableFuture<String>> futures) {
            CompletableFuture.allOf(futures.stream().toArray(CompletableFuture[]::new))
                .thenApply(x -> futures.stream().map(CompletableFuture::join).toList());
          }
        }
        """);
  }

  @Test
  void stageMadeInAStreamOfCompleteFuturesIsNotComplete() {
    AllChecks.compile(
        """
        class Test {
          void start(List<CompletableFuture<String>> futures) {
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(
                    x ->
                        futures.stream()
                            .map(future -> start(future.join()))
                            // BUG: Diagnostic contains: CompletableFuture.join()
                            .map(CompletableFuture::join)
                            .toList());
          }

          CompletableFuture<String> start(String x) {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void isDoneInAStreamsFilter() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          List<String> onEvent(List<CompletableFuture<String>> futures) {
            return futures.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
          }
        }
        """);
  }

  @Test
  void listenerOfAGuavaFuture() {
    AllChecks.compile(
        """
        import com.google.common.util.concurrent.Futures;
        import com.google.common.util.concurrent.ListenableFuture;
        import com.google.common.util.concurrent.MoreExecutors;

        class Test {
          void start(
              ListenableFuture<String> future,
              ListenableFuture<String> done,
              ListenableFuture<String> other) {
            future.addListener(() -> get(future), MoreExecutors.directExecutor());
            future.addListener(
                () -> {
                  try {
                    Futures.getDone(done);
                    done.get();
                    // BUG: Diagnostic contains: Future.get() blocks (join)
                    other.get();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                },
                MoreExecutors.directExecutor());
          }

          static String get(Future<String> future) {
            try {
              return future.get();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        }
        """);
  }

  @Test
  void listenerOfANettyFuture() {
    AllChecks.compile(
        """
        import io.netty.channel.ChannelFuture;

        class Test {
          void start(ChannelFuture future, ChannelFuture other) {
            future.addListener(done -> done.get());
            future.addListener(done -> future.get());
            // BUG: Diagnostic contains: Future.get() blocks (join)
            future.addListener(done -> other.get());
          }
        }
        """);
  }

  @Test
  void parameterOfOperationComplete() {
    AllChecks.compile(
        """
        import io.netty.channel.ChannelFuture;
        import io.netty.channel.ChannelFutureListener;

        class Test implements ChannelFutureListener {
          private ChannelFuture other;

          @Override
          public void operationComplete(ChannelFuture future) throws Exception {
            future.get();
            // BUG: Diagnostic contains: Future.get() blocks (join)
            other.get();
          }
        }
        """);
  }

  @Test
  void isDoneInACallee() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> cached;

          @NonBlocking
          void onEvent() {
            checked();
            // BUG: Diagnostic contains: unchecked()  ->  CompletableFuture.join()
            unchecked();
          }

          String checked() {
            if (cached.isDone()) {
              return cached.join();
            }
            return "";
          }

          String unchecked() {
            return cached.join();
          }
        }
        """);
  }

  @Test
  void helperAsksItsCallerForTheProof() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture.allOf(first).thenApply(x -> value("a", first));
            // BUG: Diagnostic contains: value("a", second)  ->  CompletableFuture.join()
            CompletableFuture.allOf(first).thenApply(x -> value("a", second));
          }

          static String value(String prefix, CompletableFuture<String> future) {
            return prefix + future.join();
          }
        }
        """);
  }

  @Test
  void helpersHelperAsksTheirCallerForTheProof() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            first.thenRun(() -> outer(first, "a"));
            // BUG: Diagnostic contains: outer(second, "a")  ->  Test.inner(String, CompletableFuture)  ->
            first.thenRun(() -> outer(second, "a"));
          }

          static String outer(CompletableFuture<String> future, String prefix) {
            return inner(prefix, future);
          }

          static String inner(String prefix, CompletableFuture<String> future) {
            return prefix + future.join();
          }
        }
        """);
  }

  @Test
  void proofOfOneParameterIsNoneOfAnother() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            // BUG: Diagnostic contains: both(first, second)  ->  CompletableFuture.join()
            first.thenRun(() -> both(first, second));
            CompletableFuture.allOf(first, second).thenRun(() -> both(first, second));
          }

          static String both(CompletableFuture<String> one, CompletableFuture<String> other) {
            return one.join() + other.join();
          }
        }
        """);
  }

  @Test
  void helperThatReassignsItsParameterWaits() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first) {
            // BUG: Diagnostic contains: value(first)  ->  CompletableFuture.join()
            first.thenRun(() -> value(first));
          }

          static String value(CompletableFuture<String> future) {
            future = new CompletableFuture<>();
            return future.join();
          }
        }
        """);
  }

  @Test
  void helperWithAListAsksItsCallerForTheProof() {
    AllChecks.compile(
        """
        class Test {
          void start(List<CompletableFuture<String>> futures, List<CompletableFuture<String>> others) {
            CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
            all.thenApply(x -> loop(futures));
            all.thenApply(x -> stream(futures));
            // BUG: Diagnostic contains: loop(others)  ->  CompletableFuture.join()
            all.thenApply(x -> loop(others));
            // BUG: Diagnostic contains: stream(others)  ->  CompletableFuture.join()
            all.thenApply(x -> stream(others));
          }

          static int loop(List<CompletableFuture<String>> list) {
            int length = 0;
            for (CompletableFuture<String> each : list) {
              length += each.join().length();
            }
            return length;
          }

          static List<String> stream(List<CompletableFuture<String>> list) {
            return list.stream().map(CompletableFuture::join).toList();
          }
        }
        """);
  }

  @Test
  void methodReferenceGivenToItsOwnStage() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future, CompletableFuture<String> other) {
            future.thenRun(future::join);
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.thenRun(other::join);
          }
        }
        """);
  }

  @Test
  void classicNestedJoinIsReported() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<CompletableFuture<String>> nested) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            nested.thenApply(CompletableFuture::join);
            // BUG: Diagnostic contains: CompletableFuture.join()
            nested.thenApply(inner -> inner.join());
          }
        }
        """);
  }

  @Test
  void proofExcusesNoOtherKindOfWait() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, CountDownLatch latch) throws Exception {
            if (future.isDone()) {
              // BUG: Diagnostic contains: CountDownLatch.await()
              latch.await();
            }
          }
        }
        """);
  }

  @Test
  void resultOfACompletionServiceIsComplete() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletionService<String> service, Future<String> other) throws Exception {
            Future<String> next = service.poll();
            if (next != null) {
              next.get();
              // BUG: Diagnostic contains: Future.get()
              other.get();
            }
          }
        }
        """);
  }

  @Test
  void resultNowNeverWaits() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Task task) throws Exception {
            task.resultNow();
            task.exceptionNow();
            // BUG: Diagnostic contains: Future.get() blocks (join)
            task.get();
          }

          abstract static class Task implements Future<String> {
            public String resultNow() {
              return "";
            }

            public Throwable exceptionNow() {
              return null;
            }
          }
        }
        """);
  }

  /** A future happens once; a publisher happens again for each who waits. */
  @Test
  void onlyFuturesAreCompleteAfterAWait() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, reactor.core.publisher.Mono<String> mono) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
            future.join();
            // BUG: Diagnostic contains: Mono.block()
            mono.block();
            // BUG: Diagnostic contains: Mono.block()
            mono.block();
          }
        }
        """);
  }

  /** Calling a method again names the same future only if the method is an accessor. */
  @Test
  void allOfThatIsCompletedByHand() {
    AllChecks.compile(
        """
        class Test {
          void completed(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture<Void> all = CompletableFuture.allOf(first, second);
            all.complete(null);
            // BUG: Diagnostic contains: CompletableFuture.join()
            all.thenRun(() -> first.join());
          }

          void failed(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture<Void> all = CompletableFuture.allOf(first, second);
            first.exceptionally(
                failure -> {
                  all.completeExceptionally(failure);
                  return null;
                });
            all.thenRun(() -> first.join());
          }
        }
        """);
  }

  @Test
  void anotherNameForTheSameArray() {
    AllChecks.compile(
        """
        class Test {
          CompletableFuture<String>[] futures;

          CompletableFuture<String> start(
              CompletableFuture<String>[] given, CompletableFuture<String>[] others, boolean first) {
            CompletableFuture<String>[] chosen = given;
            if (first) {
              chosen = others;
            }
            CompletableFuture<String>[] same = chosen;
            CompletableFuture<String>[] field = futures;
            CompletableFuture.allOf(chosen).thenApply(x -> same[0].join());
            CompletableFuture.allOf(field).thenApply(x -> field[0].join());
            chosen = others;
            futures = others;
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.allOf(futures).thenApply(x -> field[0].join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            return CompletableFuture.allOf(chosen).thenApply(x -> same[0].join());
          }
        }
        """);
  }

  @Test
  void callThatIsRepeated() {
    AllChecks.compile(
        """
        abstract class Test {
          private final CompletableFuture<String> own = new CompletableFuture<>();

          CompletableFuture<String> own() {
            return own;
          }

          CompletableFuture<String> load() {
            return CompletableFuture.supplyAsync(() -> "");
          }

          void method(Promise promise) {
            own().thenAccept(x -> own().join());
            promise.future().thenAccept(x -> promise.future().join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            load().thenAccept(x -> load().join());
          }

          interface Promise {
            CompletableFuture<String> future();
          }
        }
        """);
  }
}
