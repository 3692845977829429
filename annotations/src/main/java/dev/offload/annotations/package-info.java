/**
 * The contract between code that must not block and code that blocks.
 *
 * <p>{@link dev.offload.annotations.NonBlocking @NonBlocking} marks code that runs on a thread many
 * others wait for, such as an event loop: it must not sleep, wait, take a contended lock, or read
 * files, sockets and databases. {@link dev.offload.annotations.Blocking @Blocking} marks code that
 * may do so, and thereby its callers as the ones who have to choose the thread.
 *
 * <pre>{@code
 * final class Prices {
 *   @NonBlocking
 *   CompletableFuture<Price> current(String item) {
 *     return cache.contains(item)
 *         ? CompletableFuture.completedFuture(cache.get(item))
 *         : CompletableFuture.supplyAsync(() -> load(item), workers); // fine: runs elsewhere
 *   }
 *
 *   @Blocking
 *   Price load(String item) { ... }
 * }
 * }</pre>
 *
 * <h2>Which annotation applies</h2>
 *
 * <p>The innermost function decides. For a method or constructor, the first of these that exists:
 *
 * <ol>
 *   <li>its own annotation;
 *   <li>the annotation of a method that it overrides or implements;
 *   <li>the annotation of its class, then of the classes around it;
 *   <li>the annotation of its package, on {@code package-info.java};
 *   <li>the annotation of its module, on {@code module-info.java}.
 * </ol>
 *
 * <p>A lambda or method reference is a function of its own. It takes the annotation of the
 * parameter that it is passed to, or what is known about that API; where it runs does not follow
 * from the method that it is written in, unless its receiver runs it before returning. Code about
 * which nothing is known is never reported.
 *
 * <p>Both annotations are recorded in class files and are not visible to reflection: they cost
 * nothing at run time, and a program runs without this library on its class path.
 */
package dev.offload.annotations;
