package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OffloadGroupsTest {
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final CompletableFuture<String> second = new CompletableFuture<>();
  private final CompletableFuture<String> third = new CompletableFuture<>();
  private final List<CompletableFuture<String>> stages = List.of(first, second, third);
  private final IOException thrown = new IOException("broken");

  // --- All ---------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void allKeepsTheOrder(FailurePolicy policy) throws Exception {
    CompletableFuture<List<String>> all = Offload.all(stages, policy);
    third.complete("3");
    first.complete("1");
    assertFalse(all.isDone());
    second.complete(null);

    assertEquals(Arrays.asList("1", null, "3"), get(all));
  }

  @ParameterizedTest
  @EnumSource
  void allOfNoneIsEmpty(FailurePolicy policy) throws Exception {
    assertEquals(List.of(), get(Offload.all(List.<CompletionStage<String>>of(), policy)));
  }

  @ParameterizedTest
  @EnumSource
  void allTakesStagesThatAreComplete(FailurePolicy policy) throws Exception {
    assertEquals(
        List.of("a", "b"),
        get(
            Offload.all(
                List.of(
                    CompletableFuture.completedStage("a"), CompletableFuture.completedFuture("b")),
                policy)));
    assertSame(
        thrown,
        failure(
            Offload.all(
                List.of(
                    CompletableFuture.completedFuture("a"), CompletableFuture.failedFuture(thrown)),
                policy)));
  }

  @Test
  void aFailureCancelsTheSiblingsAndIsWhatTheGroupFailsWith() throws Exception {
    CompletableFuture<List<String>> all = Offload.all(stages, FailurePolicy.CANCEL_SIBLINGS);
    second.completeExceptionally(thrown);

    assertTrue(all.isDone());
    assertSame(thrown, failure(all));
    assertTrue(first.isCancelled());
    assertTrue(third.isCancelled());
    assertEquals(0, thrown.getSuppressed().length);
  }

  @Test
  void aFailureStopsTheWorkOfTheSiblings() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CompletableFuture<String> sibling =
        Offload.call(
            () -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
                return "never";
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    await(running);
    CompletableFuture<List<String>> all =
        Offload.all(List.of(sibling, first), FailurePolicy.CANCEL_SIBLINGS);
    first.completeExceptionally(thrown);

    await(interrupted);
    assertSame(thrown, failure(all));
  }

  @Test
  void siblingsAreCancelledBeforeTheDependentsRun() {
    List<Boolean> seen = new ArrayList<>();
    Offload.all(stages, FailurePolicy.CANCEL_SIBLINGS)
        .whenComplete((values, failure) -> seen.add(first.isCancelled() && third.isCancelled()));
    second.completeExceptionally(thrown);
    assertEquals(List.of(true), seen);
  }

  @Test
  void siblingsMayEndBeforeTheGroupFails() throws Exception {
    IOException also = new IOException("broken, too");
    CompletableFuture<List<String>> all = Offload.all(stages, FailurePolicy.AWAIT_SIBLINGS);
    second.completeExceptionally(thrown);
    third.completeExceptionally(also);
    assertFalse(all.isDone());
    assertFalse(first.isDone());
    first.complete("1");

    assertSame(thrown, failure(all));
    assertEquals(List.of(also), List.of(thrown.getSuppressed()));
  }

  @Test
  void oneFailureOfSeveralStagesIsNotSuppressedInItself() throws Exception {
    CompletableFuture<List<String>> all = Offload.all(stages, FailurePolicy.AWAIT_SIBLINGS);
    stages.forEach(stage -> stage.completeExceptionally(thrown));
    assertSame(thrown, failure(all));
    assertEquals(0, thrown.getSuppressed().length);
  }

  @ParameterizedTest
  @EnumSource
  void failuresOfDependentStagesAreUnwrapped(FailurePolicy policy) throws Exception {
    CompletableFuture<List<String>> all =
        Offload.all(List.of(first.thenApply(text -> text)), policy);
    first.completeExceptionally(thrown);
    assertSame(thrown, failure(all));
  }

  @ParameterizedTest
  @EnumSource
  void cancellingTheGroupCancelsItsStages(FailurePolicy policy) {
    CompletableFuture<List<String>> all = Offload.all(stages, policy);
    assertTrue(all.cancel(true));

    assertTrue(all.isCancelled());
    stages.forEach(stage -> assertTrue(stage.isCancelled()));
  }

  @ParameterizedTest
  @EnumSource
  void aTimeOutOfTheGroupCancelsItsStages(FailurePolicy policy) throws Exception {
    CompletableFuture<List<String>> all =
        Offload.all(stages, policy).orTimeout(10, TimeUnit.MILLISECONDS);

    assertInstanceOf(TimeoutException.class, failure(all));
    stages.forEach(stage -> assertTrue(stage.isCancelled()));
  }

  @ParameterizedTest
  @EnumSource
  void completingTheGroupCancelsItsStages(FailurePolicy policy) throws Exception {
    CompletableFuture<List<String>> all = Offload.all(stages, policy);
    assertTrue(all.complete(List.of("enough")));

    assertEquals(List.of("enough"), get(all));
    stages.forEach(stage -> assertTrue(stage.isCancelled()));
  }

  @ParameterizedTest
  @EnumSource
  void stagesThatCannotBeCancelledAreLeftAlone(FailurePolicy policy) throws Exception {
    CompletionStage<String> minimal = first.minimalCompletionStage();
    CompletableFuture<List<String>> all = Offload.all(List.of(minimal, second), policy);
    assertTrue(all.cancel(true));
    assertTrue(second.isCancelled());
    assertFalse(first.isDone());
  }

  @Test
  void nullsAreRefusedAtOnce() {
    assertThrows(
        NullPointerException.class, () -> Offload.all(null, FailurePolicy.CANCEL_SIBLINGS));
    assertThrows(NullPointerException.class, () -> Offload.all(stages, null));
    List<CompletableFuture<String>> withNull = Arrays.asList(first, null);
    assertThrows(
        NullPointerException.class, () -> Offload.all(withNull, FailurePolicy.CANCEL_SIBLINGS));
    assertThrows(NullPointerException.class, () -> Offload.any(withNull));
    assertThrows(NullPointerException.class, () -> Offload.any(null));
  }

  @Test
  void theFirstOfManyConcurrentFailuresWins() throws Exception {
    for (int round = 0; round < 200; round++) {
      CountDownLatch start = new CountDownLatch(1);
      List<CompletableFuture<Integer>> failing =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      Offload.<Integer>call(
                          () -> {
                            await(start);
                            throw new IOException("broken " + i);
                          }))
              .toList();
      CompletableFuture<List<Integer>> all = Offload.all(failing, FailurePolicy.CANCEL_SIBLINGS);
      start.countDown();
      assertInstanceOf(IOException.class, failure(all));
    }
  }

  // --- Any ---------------------------------------------------------------------------------------

  @Test
  void anyIsTheFirstResultAndTheLosersAreCancelled() throws Exception {
    CompletableFuture<String> any = Offload.any(stages);
    second.complete("2");

    assertEquals("2", get(any));
    assertTrue(first.isCancelled());
    assertTrue(third.isCancelled());
  }

  @Test
  void losersAreCancelledBeforeTheDependentsRun() {
    List<Boolean> seen = new ArrayList<>();
    Offload.any(stages)
        .whenComplete((value, failure) -> seen.add(first.isCancelled() && third.isCancelled()));
    second.complete("2");
    assertEquals(List.of(true), seen);
  }

  @Test
  void nullIsAResultOfAny() throws Exception {
    CompletableFuture<String> any = Offload.any(stages);
    second.complete(null);
    assertEquals(null, get(any));
  }

  @Test
  void anyLooksPastFailures() throws Exception {
    CompletableFuture<String> any = Offload.any(stages);
    first.completeExceptionally(thrown);
    third.completeExceptionally(new IOException("broken, too"));
    assertFalse(any.isDone());
    second.complete("2");
    assertEquals("2", get(any));
  }

  @Test
  void anyFailsWithTheFirstFailureIfAllFail() throws Exception {
    IOException also = new IOException("broken, too");
    CompletableFuture<String> any = Offload.any(List.of(first.thenApply(text -> text), second));
    first.completeExceptionally(thrown);
    second.completeExceptionally(also);

    assertSame(thrown, failure(any));
    assertEquals(List.of(also), List.of(thrown.getSuppressed()));
  }

  @Test
  void cancellingAnyCancelsAllOfThem() throws Exception {
    CompletableFuture<String> any = Offload.any(stages);
    assertTrue(any.cancel(true));
    assertInstanceOf(CancellationException.class, failure(any));
    stages.forEach(stage -> assertTrue(stage.isCancelled()));
  }

  @Test
  void aTimeOutOfAnyCancelsAllOfThem() throws Exception {
    CompletableFuture<String> any = Offload.any(stages).orTimeout(10, TimeUnit.MILLISECONDS);
    assertInstanceOf(TimeoutException.class, failure(any));
    stages.forEach(stage -> assertTrue(stage.isCancelled()));
  }

  @Test
  void anyOfNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Offload.any(List.of()));
  }

  // --- Threads -----------------------------------------------------------------------------------

  @Test
  void theDependentsOfGroupsStayOnTheOffloader() throws Exception {
    CompletableFuture<String> ofAll =
        Offload.all(List.of(first, second), FailurePolicy.AWAIT_SIBLINGS)
            .thenApplyAsync(values -> Thread.currentThread().getName());
    CompletableFuture<String> ofAny =
        Offload.any(List.of(third)).thenApplyAsync(value -> Thread.currentThread().getName());
    stages.forEach(stage -> stage.complete("done"));

    assertTrue(get(ofAll).startsWith("offload-io-"));
    assertTrue(get(ofAny).startsWith("offload-io-"));
  }
}
