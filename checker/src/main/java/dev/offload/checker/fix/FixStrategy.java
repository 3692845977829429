package dev.offload.checker.fix;

import java.util.Optional;

/** One way to rewrite a finding. */
interface FixStrategy {
  /** What this strategy makes of a finding; empty if it is not of its shape. */
  Optional<Answer> answer(Site site);
}
