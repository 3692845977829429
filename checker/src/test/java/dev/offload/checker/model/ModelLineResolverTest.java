package dev.offload.checker.model;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.checker.compatibility.Jdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That {@link ShippedModelsTest} would notice. */
final class ModelLineResolverTest {
  private static ApiVersion api;

  @BeforeAll
  static void open() throws IOException {
    api = ApiVersion.ofJdk(Jdk.find(Runtime.version().feature()).orElseThrow());
  }

  @AfterAll
  static void close() throws IOException {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.logging.*  trusted",
        "java.util.*  trusted",
        "java.util.Map$Entry  source memory",
        "java.util.concurrent.ThreadPoolExecutor  executor worker",
        "java.lang.System#in  source console",
        "java.lang.Thread#sleep  blocks sleep",
        "java.lang.Thread#join(long)  blocks join timeout 0",
        "java.lang.Object#wait()  blocks wait",
        "java.util.concurrent.FutureTask#get(long,TimeUnit)  blocks join timeout 0",
        // Inherited.
        "java.util.concurrent.ScheduledExecutorService#submit(Callable)  runs 0 on this",
        "java.io.FileInputStream#new(File)  blocks file",
        "java.io.FileInputStream#new  source file",
        "java.io.FilterInputStream#new  source 0",
        "java.io.OutputStream#write(byte[],int,int)  blocks source",
        "java.util.Map#ofEntries(Entry[])  nonblocking",
        "java.util.Map#forEach  runs 0 inline",
        "java.util.concurrent.CompletableFuture#supplyAsync(Supplier,Executor)  runs 0 on 1",
        "java.util.concurrent.CompletionStage#thenCombine  runs 1 callback after this,0",
        "java.util.TimerTask#run  context worker",
        "java.lang.Deprecated  context worker when forRemoval=true",
        "java.lang.Deprecated  context worker when since=9",
        "java.lang.annotation.Retention  context worker when value=RUNTIME",
        "java.nio.channels.CompletionHandler#completed  context callback after 0,1",
        "java.util.concurrent.Executors#unconfigurableExecutorService  executor 0",
        "java.util.concurrent.ForkJoinPool#commonPool  executor common-pool",
        "java.awt.EventQueue#isDispatchThread  guard non-blocking",
        "java.util.concurrent.Future#isDone  done",
        "java.util.concurrent.CompletableFuture#completedFuture  complete",
        "java.util.concurrent.CompletableFuture#allOf  complete after 0",
      })
  void fits(String line) {
    assertThat(problem(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          java.utils.*  trusted                                     | no such package
          java.util.HashMaps  source memory                         | no such type
          java.util.Entry  source memory                            | no such type
          java.lang.Integer  executor worker                        | not an executor
          java.lang.System#inn  source console                      | no such member
          java.lang.System#nanoTime()  executor worker              | not return an executor
          java.lang.System#in  executor worker                      | not an executor
          java.lang.System#in  nonblocking                          | is a field
          java.lang.Thread#slep  blocks sleep                       | no such member
          java.lang.Thread#sleep(int)  blocks sleep                 | (long), (long,int)
          java.lang.Thread#sleep()  blocks sleep                    | no such member
          java.io.FileInputStream#new(Path)  blocks file            | no such member
          # Private, package-private, and static in an interface above.
          java.lang.Thread#exit  blocks sleep                       | no such member
          java.lang.String#coder  nonblocking                       | no such member
          java.util.ArrayList#of()  nonblocking                     | no such member
          java.util.ArrayList#of  nonblocking                       | no such member
          java.lang.Object#wait  blocks wait timeout 0              | no parameter 0 in ()
          java.lang.Object#wait(long)  blocks wait timeout 1        | no parameter 1
          java.io.InputStream#read(byte[])  blocks source timeout 0 | not a time
          java.io.Reader#nullReader  blocks source                  | no receiver
          java.io.InputStream#read(byte[])  blocks source 1         | no parameter 1
          java.io.InputStream#new  source 0                         | no parameter 0
          java.util.Map#forEach  runs 1 inline                      | no parameter 1
          java.util.Map#get  runs 0 inline                          | not a function
          java.lang.String#repeat  runs 0 inline                    | not a function
          java.lang.String#concat  runs 0 inline                    | not a function
          java.lang.String#getBytes(byte[],int,byte)  runs 0 inline | no such member
          java.util.Arrays#fill(Object[],Object)  runs 0 inline     | not a function
          java.util.Arrays#parallelSort(Comparable[])  runs 0 inline | not a function
          java.util.List#addAll(Collection)  runs 0 inline          | not a function
          java.util.concurrent.CompletableFuture#supplyAsync(Supplier,Executor)  runs 1 on 0 | not a function
          java.util.concurrent.CompletableFuture#supplyAsync(Supplier)  runs 0 on 1 | no parameter 1
          java.util.concurrent.CompletableFuture#thenCombine  runs 0 callback | not a function
          java.util.concurrent.CompletableFuture#thenApplyAsync(Function,Executor)  runs 0 on 0 | not an executor
          java.util.concurrent.CompletableFuture#supplyAsync(Supplier)  runs 0 on this | no receiver
          java.util.Map#forEach  runs 0 on this                     | no executor
          java.util.Map#forEach  runs 0 callback after 1            | no parameter 1
          java.util.concurrent.CompletableFuture#runAsync(Runnable)  runs 0 callback after this | no receiver
          java.lang.Thread#sleep(long)  context worker              | cannot be overridden
          java.lang.Thread#getId  context worker after 0            | no parameter 0
          java.lang.Thread#isAlive  context worker                  | cannot be overridden
          java.lang.String#length  context worker                   | cannot be overridden
          java.lang.String  context worker when length=1            | is no annotation
          java.lang.Deprecated  context worker when removal=true    | there is no attribute removal
          java.lang.Deprecated  context worker when forRemoval=yes  | forRemoval is never yes
          java.lang.annotation.Retention  context worker when value=EVER | value is never EVER
          java.util.concurrent.Future#get()  executor worker        | not return an executor
          java.util.concurrent.Executors#newFixedThreadPool(int)  executor 0 | not an executor
          java.util.concurrent.Executors#newFixedThreadPool(int)  schedules upstream 0 | not an executor
          java.util.concurrent.Executors#newFixedThreadPool(int)  schedules downstream 1 | no parameter 1
          java.util.concurrent.Future#get()  guard non-blocking     | not return a boolean
          java.util.concurrent.Future#get()  done                   | not return a boolean
          java.util.concurrent.Future#isDone  complete              | not return an object
          java.util.concurrent.Future#get()  complete after 0       | no parameter 0
          """)
  void doesNotFit(String line, String reason) {
    assertThat(problem(line).orElse("it fits")).contains(reason);
  }

  private static Optional<String> problem(String line) {
    List<ModelProblem> problems = new ArrayList<>();
    List<ModelLine> lines = ModelParser.parse("my.model", line, problems::add, type -> true);
    assertThat(problems).isEmpty();
    return new ModelLineResolver(api).problem(lines.get(0));
  }
}
