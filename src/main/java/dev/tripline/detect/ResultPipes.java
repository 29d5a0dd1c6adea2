// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Pipe;
import java.util.Collection;
import java.util.List;

/** {@code head} and {@code tail} over all results of a query. */
public final class ResultPipes {

    private static final String HEAD = "head";

    private ResultPipes() {}

    /**
     * What each pipe in turn leaves.
     *
     * @param detections all of one rule, in any order
     */
    public static List<Detection> apply(List<Pipe> pipes, Collection<Detection> detections) {
        List<Detection> left = detections.stream().sorted(EventOrder.byCompletion()).toList();
        for (Pipe pipe : pipes) {
            int count = Math.min(pipe.count(), left.size());
            left =
                    pipe.name().equals(HEAD)
                            ? left.subList(0, count)
                            : left.subList(left.size() - count, left.size());
        }
        return left;
    }
}
