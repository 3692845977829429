package dev.offload.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This code may block its thread, and runs only where that is allowed.
 *
 * <p><b>On a method or constructor</b> it says that a call may block, whatever the body shows. A
 * call from {@link NonBlocking @NonBlocking} code, or from anything else known to run on a thread
 * that must not be blocked, is a finding. The body itself is free to block.
 *
 * <p>Overriding methods inherit the annotation. An override may be {@link
 * NonBlocking @NonBlocking}: it then does better than what it overrides.
 *
 * <p><b>On a class, package or module</b> it holds for every method and constructor inside, nested
 * classes included, that has no annotation of its own. The nearest annotation wins: a method's own
 * beats that of its class, the class beats the package, the package beats the module.
 *
 * <pre>{@code
 * @Blocking
 * interface Orders {
 *   Order find(long id); // a call may block
 *
 *   @NonBlocking
 *   CompletableFuture<Order> findAsync(long id); // a call does not
 * }
 * }</pre>
 *
 * <p><b>On a parameter of a functional type</b> it says where the lambdas and method references
 * passed to it run: on a thread that may block. Their bodies are not in the context of the method
 * that they are written in.
 *
 * <pre>{@code
 * <T> CompletableFuture<T> onWorker(@Blocking Callable<T> work) { ... }
 *
 * @NonBlocking
 * CompletableFuture<String> read(Path file) {
 *   return onWorker(() -> Files.readString(file)); // fine
 * }
 * }</pre>
 *
 * @see NonBlocking
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.TYPE,
  ElementType.PACKAGE,
  ElementType.MODULE,
  ElementType.PARAMETER
})
public @interface Blocking {}
