package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncFilesTest {
  private static final int MANY = 10_000;
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("file.txt");
  }

  // --- Operations --------------------------------------------------------------------------------

  @Test
  void filesAreWrittenAndRead() throws Exception {
    assertEquals(file, get(AsyncFiles.writeString(file, "grün\n")));
    assertEquals(file, get(AsyncFiles.writeString(file, "blau", StandardOpenOption.APPEND)));

    assertEquals("grün\nblau", get(AsyncFiles.readString(file)));
    assertEquals(List.of("grün", "blau"), get(AsyncFiles.readAllLines(file)));
    assertEquals(10L, get(AsyncFiles.size(file)));
    assertEquals(
        "gr\u00c3\u00bcn\nblau", get(AsyncFiles.readString(file, StandardCharsets.ISO_8859_1)));

    byte[] bytes = {1, 2, 3};
    assertEquals(file, get(AsyncFiles.write(file, bytes)));
    assertArrayEquals(bytes, get(AsyncFiles.readAllBytes(file)));
  }

  @Test
  void filesAreCopiedMovedAndDeleted() throws Exception {
    Path target = directory.resolve("target.txt");
    Files.writeString(file, "text");

    assertEquals(target, get(AsyncFiles.copy(file, target)));
    assertInstanceOf(FileAlreadyExistsException.class, failure(AsyncFiles.copy(file, target)));
    assertEquals(target, get(AsyncFiles.move(file, target, StandardCopyOption.REPLACE_EXISTING)));
    assertFalse(get(AsyncFiles.exists(file)));
    assertTrue(get(AsyncFiles.exists(target)));
    assertNull(get(AsyncFiles.delete(target)));
    assertFalse(Files.exists(target));
  }

  @Test
  void directoriesAreCreatedAndListed() throws Exception {
    Path nested = directory.resolve("a/b");
    assertEquals(nested, get(AsyncFiles.createDirectories(nested)));
    Files.writeString(nested.resolve("1"), "");
    Files.writeString(nested.resolve("2"), "");

    assertEquals(
        Set.of(nested.resolve("1"), nested.resolve("2")), Set.copyOf(get(AsyncFiles.list(nested))));
  }

  @Test
  void anythingElseRunsOnTheSameThreads() throws Exception {
    Files.writeString(file, "text");
    assertEquals(
        2L,
        get(
            AsyncFiles.call(
                () -> {
                  try (Stream<Path> all = Files.walk(directory)) {
                    return all.count();
                  }
                })));
    assertTrue(
        get(AsyncFiles.call(() -> Thread.currentThread().getName())).startsWith("offload-files-"));
  }

  @Test
  void failuresArriveWithoutAWrapper() throws Exception {
    assertInstanceOf(NoSuchFileException.class, failure(AsyncFiles.readString(file)));
    assertInstanceOf(NoSuchFileException.class, failure(AsyncFiles.delete(file)));
    assertInstanceOf(NoSuchFileException.class, failure(AsyncFiles.size(file)));
    assertInstanceOf(NoSuchFileException.class, failure(AsyncFiles.list(file)));
  }

  @Test
  void nullArgumentsAreRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> AsyncFiles.readString(null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.readString(file, null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.writeString(file, null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.write(file, null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.copy(file, null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.lines(null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.delete(null));
    assertThrows(NullPointerException.class, () -> AsyncFiles.with(null));
  }

  // --- Threads and cancellation ------------------------------------------------------------------

  @Test
  void dependentsThatNameNoExecutorRunOnTheThreadsForFiles() throws Exception {
    assertTrue(
        get(AsyncFiles.exists(file).thenApplyAsync(is -> Thread.currentThread().getName()))
            .startsWith("offload-files-"));
  }

  @Test
  void anotherOffloaderRunsTheOperations() throws Exception {
    try (Offloader own = Offloader.builder("own-files").threads(ThreadKind.PLATFORM).build()) {
      AsyncFiles.Operations files = AsyncFiles.with(own);
      get(files.writeString(file, "text"));

      assertEquals("text", get(files.readString(file)));
      assertTrue(get(files.call(() -> Thread.currentThread().getName())).startsWith("own-files-"));
      assertThrows(NullPointerException.class, () -> files.size(null));
    }
  }

  @Test
  void cancellationInterruptsNobodyAndClosesNoChannel() throws Exception {
    Files.writeString(file, "text");
    try (Offloader own = Offloader.builder("own-files").cancelMode(CancelMode.INTERRUPT).build();
        FileChannel shared = FileChannel.open(file)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch cancelled = new CountDownLatch(1);
      CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
      CompletableFuture<Long> size =
          AsyncFiles.with(own)
              .call(
                  () -> {
                    running.countDown();
                    await(cancelled);
                    wasInterrupted.complete(Thread.currentThread().isInterrupted());
                    return shared.size();
                  });
      await(running);
      assertTrue(size.cancel(true));
      assertTrue(size.isCancelled());
      cancelled.countDown();

      assertFalse(get(wasInterrupted));
      assertTrue(shared.isOpen());
    }
  }

  @Test
  void aTimeOutSettlesTheFutureWhileTheOperationGoesOn() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    AtomicBoolean wentOn = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<Void> call =
        AsyncFiles.<Void>call(
                () -> {
                  await(timedOut);
                  wentOn.set(true);
                  ended.countDown();
                  return null;
                })
            .orTimeout(10, TimeUnit.MILLISECONDS);

    assertInstanceOf(TimeoutException.class, failure(call));
    timedOut.countDown();
    await(ended);
    assertTrue(wentOn.get());
  }

  // --- Lines -------------------------------------------------------------------------------------

  private List<String> writeLines(int count) throws IOException {
    List<String> lines = IntStream.range(0, count).mapToObj(i -> "line " + i).toList();
    Files.write(file, lines);
    return lines;
  }

  private static List<String> receiveAll(AsyncChannel<String> channel) throws Exception {
    List<String> received = new ArrayList<>();
    get(
        channel.forEach(
            1,
            line -> {
              received.add(line);
              return CompletableFuture.completedFuture(null);
            }));
    return received;
  }

  @Test
  void linesArriveInOrder() throws Exception {
    for (int count : new int[] {0, 1, 127, 128, 129, 256, 257, MANY}) {
      List<String> lines = writeLines(count);
      assertEquals(lines, receiveAll(AsyncFiles.lines(file)));
    }
  }

  @Test
  void theFileIsClosedBehindTheLastLine() throws Exception {
    writeLines(300);
    receiveAll(AsyncFiles.lines(file));
    assertEquals(0, openFiles());
  }

  @Test
  void linesOfAMissingFileFail() throws Exception {
    assertInstanceOf(NoSuchFileException.class, failure(AsyncFiles.lines(file).receive()));
  }

  @Test
  void linesThatAreNoTextFailAndTheFileIsClosed() throws Exception {
    Files.write(file, new byte[] {(byte) 0xff, '\n'});
    assertInstanceOf(CharacterCodingException.class, failure(AsyncFiles.lines(file).receive()));
    assertEquals(0, openFiles());
  }

  @Test
  void slowReceiversHoldNoThread() throws Exception {
    List<String> lines = writeLines(MANY);
    try (Offloader one =
        Offloader.builder("one").threads(ThreadKind.PLATFORM).maxConcurrency(1).build()) {
      AsyncFiles.Operations files = AsyncFiles.with(one);
      AsyncChannel<String> slow = files.lines(file);
      assertEquals("line 0", get(slow.receive()).orElseThrow());

      // The only thread is free for others, although the channel is full.
      assertEquals(lines, get(files.readAllLines(file)));
      assertEquals(MANY - 1, receiveAll(slow).size());
    }
  }

  @Test
  void whoWantsNoMoreLinesFailsTheChannelAndTheFileIsClosed() throws Exception {
    writeLines(MANY);
    try (Offloader one = Offloader.builder("one").maxConcurrency(1).build()) {
      AsyncChannel<String> channel = AsyncFiles.with(one).lines(file);
      assertEquals("line 0", get(channel.receive()).orElseThrow());
      assertEquals(Files.isDirectory(DESCRIPTORS) ? 1 : 0, openFiles());
      channel.fail(new IOException("enough"));
      // Behind a read that may be under way, and behind the close.
      get(one.run(() -> {}));
      get(one.run(() -> {}));
    }
    assertEquals(0, openFiles());
  }

  @Test
  void anOffloaderThatIsShutDownFailsTheLinesAndTheFileIsClosed() throws Exception {
    writeLines(MANY);
    Offloader own = Offloader.builder("own-files").build();
    AsyncChannel<String> channel = AsyncFiles.with(own).lines(file);
    assertEquals("line 0", get(channel.receive()).orElseThrow());
    while (own.stats().ended() < 2) {
      Thread.onSpinWait(); // until the second read is over, too: the next one waits for room
    }
    own.close();

    assertInstanceOf(
        OffloadRejectedException.class,
        failure(channel.forEach(1, line -> CompletableFuture.completedFuture(null))));
    assertEquals(0, openFiles());
  }

  /** How many descriptors of this process stand for the file; Linux only, none elsewhere. */
  private long openFiles() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.filter(
              descriptor -> {
                try {
                  return Files.isSymbolicLink(descriptor)
                      && Files.readSymbolicLink(descriptor).equals(file.toRealPath());
                } catch (NoSuchFileException e) {
                  // The descriptor of the listing itself, for one.
                  return false;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .count();
    }
  }
}
