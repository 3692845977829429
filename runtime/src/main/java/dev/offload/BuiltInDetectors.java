package dev.offload;

import java.util.List;

/**
 * The detectors of widespread libraries; each does nothing until the application uses its library.
 */
final class BuiltInDetectors {
  private BuiltInDetectors() {}

  static List<NonBlockingDetector> all() {
    return List.of(
        // Before Netty: its event loops are Netty's, too.
        new LibraryDetector(
            "Vert.x event loop",
            thread -> thread.getClass() != Thread.class,
            new LibraryClass("io.vertx.core", "io.vertx.core.Context"),
            "isOnEventLoopThread",
            true),
        new NettyDetector(),
        new LibraryDetector(
            "Reactor's Schedulers.isInNonBlockingThread()",
            thread -> true,
            new LibraryClass("reactor.core.scheduler", "reactor.core.scheduler.Schedulers"),
            "isInNonBlockingThread",
            true),
        new LibraryDetector(
            "Mutiny's Infrastructure.canCallerThreadBeBlocked()",
            thread -> true,
            new LibraryClass(
                "io.smallrye.mutiny.infrastructure",
                "io.smallrye.mutiny.infrastructure.Infrastructure"),
            "canCallerThreadBeBlocked",
            false),
        new SwingDetector(),
        new LibraryDetector(
            "JavaFX application thread",
            // Platform starts the toolkit for whoever asks: only the toolkit loads this package.
            thread -> thread.getName().equals("JavaFX Application Thread"),
            new LibraryClass("com.sun.javafx.tk.quantum", "javafx.application.Platform"),
            "isFxApplicationThread",
            true));
  }
}
