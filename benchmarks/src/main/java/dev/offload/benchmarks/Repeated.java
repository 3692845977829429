package dev.offload.benchmarks;

/** An operation with its loop inside, so that each is compiled on its own. */
interface Repeated {
  /** Does it so many times, one after the other. */
  void run(int times) throws Exception;
}
