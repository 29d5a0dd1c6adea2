// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * A keyed function whose keys share bounds, so that nobody can fill the memory with keys of his own
 * making; {@link WithinBounds} runs it and sees to that.
 */
public interface Bounded<O> extends Serializable {

    /** The names of the states of which a key has one if anything is remembered of it. */
    List<String> states();

    /** What keys have in common that share a bound. */
    String share(String key);

    /** How much all keys of a share may weigh together. */
    long most(String share);

    /** How much that weighs which is remembered of the current key; 0 if nothing is. */
    long weight() throws Exception;

    /** Forgets the current key, and counts that. */
    void forget(String key, Collector<O> out) throws Exception;
}
