// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a function on keyed state, and forgets the keys that were seen least lately where all keys
 * of a share have become too heavy. Each instance of the operator has the whole bound for its keys.
 */
public final class WithinBounds<I, O> extends KeyedProcessOperator<String, I, O> {

    private static final long serialVersionUID = 1L;

    private final Bounded<O> function;
    private transient Map<String, Weights> shares;
    private transient TimestampedCollector<O> out;

    public <F extends KeyedProcessFunction<String, I, O> & Bounded<O>> WithinBounds(F function) {
        super(function);
        this.function = function;
    }

    @Override
    public void open() throws Exception {
        super.open();
        shares = new HashMap<>();
        out = new TimestampedCollector<>(output);
        out.eraseTimestamp();
        for (String key : restored()) {
            setCurrentKey(key);
            weights(key).see(key, function.weight());
        }
    }

    private Set<String> restored() {
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        Set<String> restored = new HashSet<>();
        for (String state : function.states()) {
            try (Stream<String> keys = backend.getKeys(state, VoidNamespace.INSTANCE)) {
                keys.forEach(restored::add);
            }
        }
        return restored;
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
        super.processElement(element);
        String key = (String) getCurrentKey();
        weights(key).see(key, function.weight());
        makeRoom(function.share(key));
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        super.onEventTime(timer);
        String key = timer.getKey();
        weights(key).weigh(key, function.weight());
        makeRoom(function.share(key));
    }

    private Weights weights(String key) {
        return shares.computeIfAbsent(function.share(key), share -> new Weights());
    }

    private void makeRoom(String share) throws Exception {
        Weights weights = shares.get(share);
        long most = function.most(share);
        while (weights.all() > most) {
            String last = weights.pollFirst();
            if (last == null) {
                return;
            }
            setCurrentKey(last);
            if (function.weight() > 0) {
                function.forget(last, out);
                weights.weigh(last, function.weight());
            }
        }
    }
}
