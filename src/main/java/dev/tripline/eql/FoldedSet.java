// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A hash set of texts that ignores ASCII case and needs no folded copy of what is looked up. */
final class FoldedSet implements TextTest {

    private final String[][] buckets;
    private final int mask;
    private final Lengths lengths;

    FoldedSet(Collection<String> texts) {
        int size = Integer.highestOneBit(Math.max(1, texts.size())) * 2;
        mask = size - 1;
        lengths = new Lengths(texts);
        List<List<String>> lists = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        for (String text : texts) {
            lists.get(bucket(text)).add(AsciiCase.fold(text));
        }
        buckets = lists.stream().map(list -> list.toArray(new String[0])).toArray(String[][]::new);
    }

    @Override
    public boolean matches(String text) {
        if (!lengths.mayContain(text)) {
            return false;
        }
        for (String candidate : buckets[bucket(text)]) {
            if (AsciiCase.equal(text, candidate)) {
                return true;
            }
        }
        return false;
    }

    private int bucket(String text) {
        int hash = AsciiCase.hash(text);
        return (hash ^ (hash >>> 16)) & mask;
    }
}
