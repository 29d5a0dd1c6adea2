// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What keys weigh, those first that were seen least lately. */
final class Weights {

    private final Map<String, Long> byKey = new LinkedHashMap<>();
    private long all;

    /** A key that is seen now. */
    void see(String key, long weight) {
        weigh(key, 0);
        weigh(key, weight);
    }

    /** A key of which something is forgotten or learned without its being seen. */
    void weigh(String key, long weight) {
        Long before = weight > 0 ? byKey.put(key, weight) : byKey.remove(key);
        all += weight - (before == null ? 0 : before);
    }

    long all() {
        return all;
    }

    /** Takes the first key out, unless it is the only one. */
    String pollFirst() {
        if (byKey.size() <= 1) {
            return null;
        }
        Iterator<Map.Entry<String, Long>> keys = byKey.entrySet().iterator();
        Map.Entry<String, Long> first = keys.next();
        keys.remove();
        all -= first.getValue();
        return first.getKey();
    }
}
