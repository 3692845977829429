package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * {@link Files} for code that must not block: the same methods, each with a {@link
 * CompletableFuture} of what the one of {@code Files} returns, which fails with what that throws.
 *
 * <pre>{@code
 * CompletableFuture<String> text = AsyncFiles.readString(path);
 * }</pre>
 *
 * <p>They run on platform threads of their own, 64 at a time, and never get an interrupt, which
 * would close a {@link java.nio.channels.FileChannel} for everybody who uses it: a future that is
 * cancelled, or times out, settles at once; if the operation runs already, it goes on unheard
 * ({@link CancelMode#ABANDON}). Arguments must not be changed before the future is complete. {@link
 * #with} takes other threads, or another limit.
 */
@NonBlocking
public final class AsyncFiles {
  private static final CallOptions ABANDON = CallOptions.defaults().cancelMode(CancelMode.ABANDON);

  private AsyncFiles() {}

  /**
   * The same methods on another offloader.
   *
   * @param offloader whatever its cancel mode is, it does not interrupt file operations
   */
  public static Operations with(Offloader offloader) {
    return new Operations(offloader);
  }

  /** {@link Files#readString(Path)}, in UTF-8. */
  public static CompletableFuture<String> readString(Path path) {
    return Default.FILES.readString(path);
  }

  /** {@link Files#readString(Path, Charset)}. */
  public static CompletableFuture<String> readString(Path path, Charset charset) {
    return Default.FILES.readString(path, charset);
  }

  /** {@link Files#readAllBytes}. */
  public static CompletableFuture<byte[]> readAllBytes(Path path) {
    return Default.FILES.readAllBytes(path);
  }

  /** {@link Files#readAllLines(Path)}, in UTF-8. */
  public static CompletableFuture<List<String>> readAllLines(Path path) {
    return Default.FILES.readAllLines(path);
  }

  /** The lines of a file in UTF-8, one after the other: {@link Operations#lines}. */
  public static AsyncChannel<String> lines(Path path) {
    return Default.FILES.lines(path);
  }

  /** The entries of a directory, as {@link Files#list} has them. */
  public static CompletableFuture<List<Path>> list(Path directory) {
    return Default.FILES.list(directory);
  }

  /** {@link Files#writeString(Path, CharSequence, OpenOption...)}, in UTF-8. */
  public static CompletableFuture<Path> writeString(
      Path path, CharSequence text, OpenOption... options) {
    return Default.FILES.writeString(path, text, options);
  }

  /** {@link Files#write(Path, byte[], OpenOption...)}. */
  public static CompletableFuture<Path> write(Path path, byte[] bytes, OpenOption... options) {
    return Default.FILES.write(path, bytes, options);
  }

  /** {@link Files#copy(Path, Path, CopyOption...)}. */
  public static CompletableFuture<Path> copy(Path source, Path target, CopyOption... options) {
    return Default.FILES.copy(source, target, options);
  }

  /** {@link Files#move}. */
  public static CompletableFuture<Path> move(Path source, Path target, CopyOption... options) {
    return Default.FILES.move(source, target, options);
  }

  /** {@link Files#delete}; the future's result is null. */
  public static CompletableFuture<Void> delete(Path path) {
    return Default.FILES.delete(path);
  }

  /** {@link Files#createDirectories}. */
  public static CompletableFuture<Path> createDirectories(
      Path directory, FileAttribute<?>... attributes) {
    return Default.FILES.createDirectories(directory, attributes);
  }

  /** {@link Files#exists}. */
  public static CompletableFuture<Boolean> exists(Path path, LinkOption... options) {
    return Default.FILES.exists(path, options);
  }

  /** {@link Files#size}. */
  public static CompletableFuture<Long> size(Path path) {
    return Default.FILES.size(path);
  }

  /** Anything else that works on files. */
  public static <T> CompletableFuture<T> call(@Blocking Callable<? extends T> work) {
    return Default.FILES.call(work);
  }

  /** Made when it is first needed. */
  private static final class Default {
    private static final Operations FILES =
        new Operations(Offloader.builder("offload-files").threads(ThreadKind.PLATFORM).build());
  }

  /** The methods of {@link AsyncFiles} on an offloader. */
  @NonBlocking
  public static final class Operations {
    private final Offloader offloader;

    private Operations(Offloader offloader) {
      this.offloader = Objects.requireNonNull(offloader, "offloader");
    }

    /** {@link Files#readString(Path)}, in UTF-8. */
    public CompletableFuture<String> readString(Path path) {
      return readString(path, StandardCharsets.UTF_8);
    }

    /** {@link Files#readString(Path, Charset)}. */
    public CompletableFuture<String> readString(Path path, Charset charset) {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(charset, "charset");
      return call(() -> Files.readString(path, charset));
    }

    /** {@link Files#readAllBytes}. */
    public CompletableFuture<byte[]> readAllBytes(Path path) {
      Objects.requireNonNull(path, "path");
      return call(() -> Files.readAllBytes(path));
    }

    /** {@link Files#readAllLines(Path)}, in UTF-8. */
    public CompletableFuture<List<String>> readAllLines(Path path) {
      Objects.requireNonNull(path, "path");
      return call(() -> Files.readAllLines(path));
    }

    /**
     * The lines of a file in UTF-8, one after the other. Reading goes no further ahead than some
     * hundred lines, and holds no thread while it waits for whoever receives them.
     *
     * @return closed behind the last line; failed with what reading throws. Who wants no more lines
     *     must {@linkplain AsyncChannel#fail fail} it, which closes the file.
     */
    public AsyncChannel<String> lines(Path path) {
      Objects.requireNonNull(path, "path");
      return new FileLines(path, this).start();
    }

    /** The entries of a directory, as {@link Files#list} has them. */
    public CompletableFuture<List<Path>> list(Path directory) {
      Objects.requireNonNull(directory, "directory");
      return call(
          () -> {
            try (Stream<Path> entries = Files.list(directory)) {
              return entries.toList();
            }
          });
    }

    /** {@link Files#writeString(Path, CharSequence, OpenOption...)}, in UTF-8. */
    public CompletableFuture<Path> writeString(
        Path path, CharSequence text, OpenOption... options) {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(options, "options");
      return call(() -> Files.writeString(path, text, options));
    }

    /** {@link Files#write(Path, byte[], OpenOption...)}. */
    public CompletableFuture<Path> write(Path path, byte[] bytes, OpenOption... options) {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(bytes, "bytes");
      Objects.requireNonNull(options, "options");
      return call(() -> Files.write(path, bytes, options));
    }

    /** {@link Files#copy(Path, Path, CopyOption...)}. */
    public CompletableFuture<Path> copy(Path source, Path target, CopyOption... options) {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(options, "options");
      return call(() -> Files.copy(source, target, options));
    }

    /** {@link Files#move}. */
    public CompletableFuture<Path> move(Path source, Path target, CopyOption... options) {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(options, "options");
      return call(() -> Files.move(source, target, options));
    }

    /** {@link Files#delete}; the future's result is null. */
    public CompletableFuture<Void> delete(Path path) {
      Objects.requireNonNull(path, "path");
      return offloader.run(() -> Files.delete(path), ABANDON);
    }

    /** {@link Files#createDirectories}. */
    public CompletableFuture<Path> createDirectories(
        Path directory, FileAttribute<?>... attributes) {
      Objects.requireNonNull(directory, "directory");
      Objects.requireNonNull(attributes, "attributes");
      return call(() -> Files.createDirectories(directory, attributes));
    }

    /** {@link Files#exists}. */
    public CompletableFuture<Boolean> exists(Path path, LinkOption... options) {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(options, "options");
      return call(() -> Files.exists(path, options));
    }

    /** {@link Files#size}. */
    public CompletableFuture<Long> size(Path path) {
      Objects.requireNonNull(path, "path");
      return call(() -> Files.size(path));
    }

    /** Anything else that works on files. */
    public <T> CompletableFuture<T> call(@Blocking Callable<? extends T> work) {
      return offloader.call(work, ABANDON);
    }
  }
}
