package dev.offload.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This code must not block its thread.
 *
 * <p>Its thread is one that many others wait for, such as an event loop. A sleep, a wait for a lock
 * or a result, file, network or database access, and a call to {@link Blocking @Blocking} code are
 * findings here, in the body itself and in whatever it calls.
 *
 * <p><b>On a method or constructor</b> the annotation is both a duty and a promise. The duty: the
 * body is checked. The promise: a call to it has no effect at the call site, which may be
 * non-blocking itself, because the body is checked on its own.
 *
 * <p>Overriding methods inherit duty and promise. An override cannot be {@link Blocking @Blocking}:
 * whoever calls it through the overridden method relies on the promise.
 *
 * <p><b>On a class, package or module</b> it holds for every method and constructor inside, nested
 * classes included, that has no annotation of its own. The nearest annotation wins: a method's own
 * beats that of its class, the class beats the package, the package beats the module.
 *
 * <pre>{@code
 * @NonBlocking
 * final class Router {
 *   Response route(Request request) { ... } // must not block
 *
 *   @Blocking
 *   void loadRoutes(Path file) { ... } // may block
 * }
 * }</pre>
 *
 * <p><b>On a parameter of a functional type</b> it says where the lambdas and method references
 * passed to it run: on a thread that must not be blocked. Their bodies are checked, wherever they
 * are written; the method that takes them is not affected.
 *
 * <pre>{@code
 * void onMessage(@NonBlocking Consumer<Message> handler) { ... }
 *
 * onMessage(message -> Thread.sleep(10)); // a finding
 * }</pre>
 *
 * <p>It does not reach into lambdas that run somewhere else: work that is handed to an executor is
 * in that executor's hands.
 *
 * @see Blocking
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
public @interface NonBlocking {}
