/**
 * What the bodies of methods and lambdas do: the operations in them, from source and from class
 * files.
 */
package dev.offload.checker.body;
