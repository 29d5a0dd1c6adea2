// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Two-stage sequences of all rules of one {@link WindowClass} in one Flink CEP operator: A, not A
 * again, B.
 *
 * <p>"Not A again" makes CEP agree with EQL, where the newest first stage replaces the older ones;
 * without it every A would stay open, with quadratic work in a burst. An event that is both A and B
 * closes the sequence before it and opens the next.
 */
public final class CepSequences {

    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private CepSequences() {}

    /**
     * @param hits as {@link OnceInOrder} hands them on, keyed by {@link Hit#key()}; CEP drops the
     *     late ones
     * @param shapes by rule key; the rule's own span is checked here, behind the window
     */
    public static SingleOutputStreamOperator<Detection> detect(
            KeyedStream<Hit, String> hits, WindowClass window, Map<String, SequenceShape> shapes) {
        return CEP.pattern(hits, pattern(window.span()), EventOrder.INSTANCE)
                .inEventTime()
                .process(new GenuineMatches(shapes), TypeInformation.of(Detection.class));
    }

    private static Pattern<Hit, Hit> pattern(Duration span) {
        return Pattern.<Hit>begin(FIRST, AfterMatchSkipStrategy.noSkip())
                .where(new First())
                .notFollowedBy("first again")
                .where(new FirstAgain())
                .followedBy(SECOND)
                .where(new Second())
                // within() excludes its boundary, maxspan includes it.
                .within(span.plusMillis(1));
    }

    private static final class First extends SimpleCondition<Hit> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Hit hit) {
            return hit.matches(0);
        }
    }

    private static final class FirstAgain extends SimpleCondition<Hit> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Hit hit) {
            return hit.matches(0) && !hit.matches(1);
        }
    }

    private static final class Second extends SimpleCondition<Hit> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Hit hit) {
            return hit.matches(1);
        }
    }

    /**
     * Exact, because EQL too uses up a partial match that turns out to have waited too long. And an
     * event that is delivered twice does not follow itself; its second delivery starts anew.
     */
    private static final class GenuineMatches extends PatternProcessFunction<Hit, Detection> {
        private static final long serialVersionUID = 1L;

        private final Map<String, SequenceShape> shapes;

        GenuineMatches(Map<String, SequenceShape> shapes) {
            this.shapes = Map.copyOf(shapes);
        }

        @Override
        public void processMatch(
                Map<String, List<Hit>> match, Context context, Collector<Detection> out) {
            Hit first = match.get(FIRST).get(0);
            Hit second = match.get(SECOND).get(0);
            SequenceShape shape = shapes.get(second.ruleKey());
            // A rule that has since been removed may still have partial matches in restored state.
            if (shape != null
                    && shape.inSpan(first.evidence().time(), second.evidence().time())
                    && !first.evidence().isSameEvent(second.evidence())) {
                out.collect(
                        new Detection(
                                second.ruleKey(),
                                second.joinKey(),
                                List.of(first.evidence(), second.evidence())));
            }
        }
    }
}
