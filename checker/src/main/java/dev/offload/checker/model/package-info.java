/** What is known about APIs that cannot be annotated: model files, their parser and their index. */
package dev.offload.checker.model;
