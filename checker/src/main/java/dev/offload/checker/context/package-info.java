/** Where code runs: which methods, lambdas and callbacks must not block, and why. */
package dev.offload.checker.context;
