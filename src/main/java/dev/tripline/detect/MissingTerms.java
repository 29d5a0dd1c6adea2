// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Term;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The terms of a sequence that must not happen, as bits of {@link Hit#terms()}, by where they stand
 * among the stages.
 *
 * @param leading before the first stage
 * @param between for each stage but the last, those between it and the next
 * @param trailing after the last stage
 */
public record MissingTerms(long leading, List<Long> between, long trailing)
        implements Serializable {

    static MissingTerms none(int stages) {
        return new MissingTerms(0, new ArrayList<>(Collections.nCopies(stages - 1, 0L)), 0);
    }

    static MissingTerms of(List<Term> terms) {
        List<Long> afterStage = new ArrayList<>();
        long leading = 0;
        long missing = 0;
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).missing()) {
                missing |= 1L << i;
                continue;
            }
            if (afterStage.isEmpty()) {
                leading = missing;
            } else {
                afterStage.set(afterStage.size() - 1, missing);
            }
            afterStage.addAll(Collections.nCopies(terms.get(i).runs(), 0L));
            missing = 0;
        }
        afterStage.remove(afterStage.size() - 1);
        return new MissingTerms(leading, afterStage, missing);
    }
}
