// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.HashMap;
import java.util.Map;

/** The terms of a group that lives as long as one run of a test or an explanation. */
final class TermsInMemory implements KnownTerms {

    private final Map<TermHash, Long> terms = new HashMap<>();

    @Override
    public Long get(TermHash term) {
        return terms.get(term);
    }

    @Override
    public void put(TermHash term, long slot) {
        terms.put(term, slot);
    }

    @Override
    public void remove(TermHash term) {
        terms.remove(term);
    }

    @Override
    public Iterable<Map.Entry<TermHash, Long>> all() {
        return terms.entrySet();
    }

    @Override
    public void clear() {
        terms.clear();
    }
}
