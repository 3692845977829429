package dev.offload.checker.fix;

import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all strategies make of a finding.
 *
 * @param refusals by the place of the strategy: the first one is the one that users read
 * @param offers with the place of the strategy, safe ones first
 */
record Answers(SortedMap<Integer, String> refusals, Map<Offer, Integer> offers) {
  static Answers of(Site site, List<FixStrategy> strategies) {
    SortedMap<Integer, String> refusals = new TreeMap<>();
    Map<Offer, Integer> offers = new LinkedHashMap<>();
    for (int i = 0; i < strategies.size(); i++) {
      Answer answer =
          strategies.get(i).answer(site).map(each -> SideBySide.seen(each, site)).orElse(null);
      if (answer instanceof Refusal refusal) {
        refusals.put(i, refusal.reason());
      } else if (answer instanceof Offer offer) {
        offers.putIfAbsent(offer, i);
      }
    }
    return new Answers(refusals, safeFirst(offers));
  }

  private static Map<Offer, Integer> safeFirst(Map<Offer, Integer> offers) {
    List<Offer> sorted = new ArrayList<>(offers.keySet());
    sorted.sort(Comparator.comparing(offer -> !offer.isSafe()));
    Map<Offer, Integer> result = new LinkedHashMap<>();
    sorted.forEach(offer -> result.put(offer, offers.get(offer)));
    return result;
  }

  Optional<Offer> best() {
    return offers.keySet().stream().findFirst();
  }
}
