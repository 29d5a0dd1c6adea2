// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Transition;

/**
 * Makes an automaton deterministic: its states stand for the sets of states that the other can be
 * in. Unlike Lucene's, it pays for all that it looks at, and a set in which nothing can go wrong
 * any more counts as one state: otherwise {@code .*a.*|.*b.*|…} would remember which of its words
 * it has seen, and double with each.
 */
final class RegexDeterminizer {

    /** A new state is an array, two entries in tables and a row of its own. */
    private static final int STATE = 20;

    /** It is copied and sorted. */
    private static final int TRANSITION = 3;

    /** A set is looked up. */
    private static final int TARGET = 5;

    private static final Comparator<Transition> BY_START =
            Comparator.comparingInt(transition -> transition.min);

    private final Automaton source;
    private final RegexWork work;

    /** From these, every text is accepted. */
    private final BitSet universal;

    private final Automaton result = new Automaton();
    private final Map<IntBuffer, Integer> numbers = new HashMap<>();
    private final Deque<int[]> waiting = new ArrayDeque<>();

    private RegexDeterminizer(Automaton source, RegexWork work) {
        this.source = source;
        this.work = work;
        this.universal = universal(source);
    }

    /** The result has no states that cannot be reached. */
    static Automaton determinize(Automaton source, RegexWork work) throws UnusableRegex {
        return source.getNumStates() == 0 ? source : new RegexDeterminizer(source, work).run();
    }

    private static BitSet universal(Automaton automaton) {
        BitSet universal = new BitSet();
        Transition only = new Transition();
        for (int state = 0; state < automaton.getNumStates(); state++) {
            if (automaton.isAccept(state) && automaton.getNumTransitions(state) == 1) {
                automaton.getTransition(state, 0, only);
                if (only.dest == state
                        && only.min == Character.MIN_CODE_POINT
                        && only.max == Character.MAX_CODE_POINT) {
                    universal.set(state);
                }
            }
        }
        return universal;
    }

    private Automaton run() throws UnusableRegex {
        number(new int[] {0});
        for (int state = 0; !waiting.isEmpty(); state++) {
            addTransitions(state, leaving(waiting.remove()));
        }
        result.finishState();
        return result;
    }

    private Transition[] leaving(int[] states) throws UnusableRegex {
        int size = 0;
        for (int state : states) {
            size += source.getNumTransitions(state);
        }
        work.spend(states.length + TRANSITION * (long) size);
        Transition[] leaving = new Transition[size];
        int next = 0;
        for (int state : states) {
            for (int i = 0; i < source.getNumTransitions(state); i++) {
                leaving[next] = new Transition();
                source.getTransition(state, i, leaving[next++]);
            }
        }
        Arrays.sort(leaving, BY_START);
        return leaving;
    }

    /** Between two neighbouring points, all characters lead to the same set. */
    private void addTransitions(int from, Transition[] leaving) throws UnusableRegex {
        int[] points = points(leaving);
        Transition[] open = new Transition[leaving.length];
        int size = 0;
        int next = 0;
        for (int i = 0; i < points.length - 1; i++) {
            int still = 0;
            for (int j = 0; j < size; j++) {
                if (open[j].max >= points[i]) {
                    open[still++] = open[j];
                }
            }
            size = still;
            while (next < leaving.length && leaving[next].min == points[i]) {
                open[size++] = leaving[next++];
            }
            if (size > 0) {
                work.spend(TARGET + size);
                int to = number(targets(open, size));
                result.addTransition(from, to, points[i], points[i + 1] - 1);
            }
        }
    }

    /** Where transitions start or have just ended. */
    private static int[] points(Transition[] leaving) {
        int[] points = new int[2 * leaving.length];
        for (int i = 0; i < leaving.length; i++) {
            points[2 * i] = leaving[i].min;
            points[2 * i + 1] = leaving[i].max + 1;
        }
        return distinct(points);
    }

    private int[] targets(Transition[] open, int size) {
        int[] targets = new int[size];
        for (int i = 0; i < size; i++) {
            if (universal.get(open[i].dest)) {
                return new int[] {universal.nextSetBit(0)};
            }
            targets[i] = open[i].dest;
        }
        return distinct(targets);
    }

    private static int[] distinct(int[] numbers) {
        Arrays.sort(numbers);
        int size = 0;
        for (int number : numbers) {
            if (size == 0 || number != numbers[size - 1]) {
                numbers[size++] = number;
            }
        }
        return Arrays.copyOf(numbers, size);
    }

    private int number(int[] states) throws UnusableRegex {
        IntBuffer key = IntBuffer.wrap(states);
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        work.spend(STATE);
        int number = result.createState();
        numbers.put(key, number);
        waiting.add(states);
        for (int state : states) {
            if (source.isAccept(state)) {
                result.setAccept(number, true);
                break;
            }
        }
        return number;
    }
}
