// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A function whose keys share bounds, so that nobody can fill the memory with keys of his own
 * making; {@link WithinBounds} runs it and sees to that.
 */
public abstract class Bounded<I, O> extends KeyedProcessFunction<String, I, O> {

    private static final long serialVersionUID = 1L;

    /** The names of the states of which a key has one if anything is remembered of it. */
    public abstract List<String> states();

    /** What keys have in common that share a bound. */
    public abstract String share(String key);

    /** How much all keys of a share may weigh together. */
    public abstract long most(String share);

    /** How much that weighs which is remembered of the current key; 0 if nothing is. */
    public abstract long weight() throws Exception;

    /** Forgets the current key, and counts that. */
    public abstract void forget(String key, Collector<O> out) throws Exception;
}
