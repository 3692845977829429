/** The annotations that state which code must not block and which calls block. */
module dev.offload.annotations {
  exports dev.offload.annotations;
}
