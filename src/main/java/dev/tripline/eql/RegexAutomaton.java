// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.MinimizationOperations;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.apache.lucene.util.automaton.Transition;

/**
 * Makes the deterministic automaton of an expression that Lucene has parsed, from the inside out.
 * Lucene could do so itself, but limits only some of the work.
 */
final class RegexAutomaton {

    /** Above it, a smaller automaton is not worth what it costs in time and memory to find it. */
    private static final long MAX_MINIMIZED = 50_000;

    /** What one state and character costs when an automaton is minimized. */
    private static final int MINIMIZED = 20;

    /** What a transition costs that is copied: it is also sorted, and counted later. */
    private static final int TRANSITION = 8;

    /** What every automaton costs, however small. */
    private static final int AUTOMATON = 20;

    /** Lucene makes an interval by recursion over its digits, leading zeros included. */
    private static final int MAX_DIGITS = 50;

    private static final Map<Integer, RegExp> CLASSES =
            Map.of(
                    (int) 'd', new RegExp("[0-9]"),
                    (int) 'D', new RegExp("[^0-9]"),
                    (int) 's', new RegExp("[ \t\n\r]"),
                    (int) 'S', new RegExp("[^ \t\n\r]"),
                    (int) 'w', new RegExp("[a-zA-Z_0-9]"),
                    (int) 'W', new RegExp("[^a-zA-Z_0-9]"));

    private final boolean ignoreCase;
    private final RegexWork work;

    RegexAutomaton(boolean ignoreCase, RegexWork work) {
        this.ignoreCase = ignoreCase;
        this.work = work;
    }

    /** The parts of a union, concatenation or intersection, or the expression itself. */
    static List<RegExp> parts(RegExp regex, RegExp.Kind kind) {
        List<RegExp> parts = new ArrayList<>();
        Deque<RegExp> waiting = new ArrayDeque<>();
        waiting.push(regex);
        while (!waiting.isEmpty()) {
            RegExp next = waiting.pop();
            if (next.kind == kind) {
                waiting.push(next.exp2);
                waiting.push(next.exp1);
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    /** Chains of operators are walked in a loop: they can be as long as the text. */
    private Automaton of(RegExp regex) throws UnusableRegex {
        Deque<RegExp> operators = new ArrayDeque<>();
        RegExp operand = regex;
        while (isOperator(operand)) {
            operators.push(operand);
            operand = operand.exp1;
        }
        Automaton automaton = operand(operand);
        while (!operators.isEmpty()) {
            automaton = applied(operators.pop(), automaton);
        }
        return automaton;
    }

    private static boolean isOperator(RegExp regex) {
        return switch (regex.kind) {
            case REGEXP_OPTIONAL,
                    REGEXP_REPEAT,
                    REGEXP_REPEAT_MIN,
                    REGEXP_REPEAT_MINMAX,
                    REGEXP_COMPLEMENT ->
                    true;
            default -> false;
        };
    }

    private Automaton applied(RegExp operator, Automaton automaton) throws UnusableRegex {
        return switch (operator.kind) {
            case REGEXP_OPTIONAL -> repeated(automaton, 0, 1, false);
            case REGEXP_REPEAT -> repeated(automaton, 0, 1, true);
            case REGEXP_REPEAT_MIN ->
                    repeated(automaton, operator.min, Math.max(1, operator.min), true);
            case REGEXP_REPEAT_MINMAX -> repeated(automaton, operator.min, operator.max, false);
            default -> complement(automaton);
        };
    }

    private Automaton operand(RegExp regex) throws UnusableRegex {
        work.spend(AUTOMATON);
        return switch (regex.kind) {
            case REGEXP_UNION -> union(parts(regex, RegExp.Kind.REGEXP_UNION));
            case REGEXP_CONCATENATION ->
                    concatenation(parts(regex, RegExp.Kind.REGEXP_CONCATENATION));
            case REGEXP_INTERSECTION -> intersection(parts(regex, RegExp.Kind.REGEXP_INTERSECTION));
            case REGEXP_CHAR, REGEXP_CHAR_RANGE -> characters(List.of(regex));
            case REGEXP_PRE_CLASS -> of(CLASSES.get(regex.from));
            case REGEXP_STRING -> string(regex.s);
            case REGEXP_INTERVAL -> interval(regex);
            case REGEXP_ANYCHAR -> Automata.makeAnyChar();
            case REGEXP_ANYSTRING -> Automata.makeAnyString();
            case REGEXP_EMPTY -> Automata.makeEmpty();
            case REGEXP_AUTOMATON -> throw new UnusableRegex("'" + regex.s + "' not found");
            default -> throw new IllegalArgumentException(regex.kind.toString());
        };
    }

    Automaton union(List<RegExp> parts) throws UnusableRegex {
        if (parts.stream().allMatch(RegexAutomaton::isCharacter)) {
            return characters(parts);
        }
        return unionOf(automata(parts));
    }

    private Automaton unionOf(List<Automaton> automata) throws UnusableRegex {
        Automaton union = new Automaton();
        union.createState();
        for (Automaton automaton : automata) {
            payForCopies(automaton, 1);
            union.copy(automaton);
        }
        int start = 1;
        for (Automaton automaton : automata) {
            if (automaton.getNumStates() > 0) {
                union.addEpsilon(0, start);
                start += automaton.getNumStates();
            }
        }
        union.finishState();
        return smallest(union);
    }

    private Automaton concatenation(List<RegExp> parts) throws UnusableRegex {
        List<Automaton> automata = automata(parts);
        // The ends of each part lead on into the next one, and past those that can be empty.
        long followers = 0;
        for (int i = automata.size() - 1; i >= 0; i--) {
            Automaton part = automata.get(i);
            payForCopies(part, 1);
            work.spend(TRANSITION * ends(part) * followers);
            if (part.getNumStates() > 0) {
                followers = part.getNumTransitions(0) + (part.isAccept(0) ? followers : 0);
            }
        }
        return smallest(Operations.concatenate(automata));
    }

    private static long ends(Automaton automaton) {
        long ends = 0;
        for (int state = 0; state < automaton.getNumStates(); state++) {
            ends += automaton.isAccept(state) ? 1 : 0;
        }
        return ends;
    }

    /** What both contain lacks what either lacks, so one construction serves for all. */
    private Automaton intersection(List<RegExp> parts) throws UnusableRegex {
        List<Automaton> lacking = new ArrayList<>();
        for (Automaton part : automata(parts)) {
            lacking.add(complement(part));
        }
        return complement(unionOf(lacking));
    }

    /** Where the other has no way on, this one goes to a state that accepts all that follows. */
    private Automaton complement(Automaton automaton) throws UnusableRegex {
        payForCopies(automaton, 2);
        Automaton complement = new Automaton();
        int states = Math.max(1, automaton.getNumStates());
        for (int state = 0; state <= states; state++) {
            complement.createState();
            complement.setAccept(state, !automaton.isAccept(state));
        }
        Transition transition = new Transition();
        for (int state = 0; state <= states; state++) {
            int covered = 0;
            int count = state < automaton.getNumStates() ? automaton.getNumTransitions(state) : 0;
            for (int i = 0; i < count; i++) {
                automaton.getTransition(state, i, transition);
                if (transition.min > covered) {
                    complement.addTransition(state, states, covered, transition.min - 1);
                }
                complement.addTransition(state, transition.dest, transition.min, transition.max);
                covered = transition.max + 1;
            }
            if (covered <= Character.MAX_CODE_POINT) {
                complement.addTransition(state, states, covered, Character.MAX_CODE_POINT);
            }
        }
        complement.finishState();
        return smallest(complement);
    }

    private List<Automaton> automata(List<RegExp> parts) throws UnusableRegex {
        List<Automaton> automata = new ArrayList<>();
        for (RegExp part : parts) {
            automata.add(of(part));
        }
        return automata;
    }

    /**
     * The ends of each copy lead on into the next one, those of the last into itself if endless.
     */
    private Automaton repeated(Automaton automaton, int min, int copies, boolean endless)
            throws UnusableRegex {
        payForCopies(automaton, copies + 1L);
        int size = automaton.getNumStates();
        // A copy that can be empty stands for fewer of them.
        boolean canBeEmpty = min == 0 || automaton.isAccept(0);
        Automaton repeated = new Automaton();
        for (int state = 0; state <= size * copies; state++) {
            repeated.createState();
        }
        repeated.setAccept(0, canBeEmpty);
        addTransitions(repeated, 0, automaton, 0, copies == 0 ? 0 : 1);
        for (int copy = 0; copy < copies; copy++) {
            boolean last = copy == copies - 1;
            int start = 1 + copy * size;
            for (int state = 0; state < size; state++) {
                addTransitions(repeated, start + state, automaton, state, start);
                if (automaton.isAccept(state)) {
                    repeated.setAccept(start + state, canBeEmpty || copy + 1 >= min);
                    int next = last ? start : start + size;
                    addTransitions(
                            repeated, start + state, automaton, 0, last && !endless ? 0 : next);
                }
            }
        }
        repeated.finishState();
        return smallest(repeated);
    }

    /**
     * Makes a state of {@code to} go on like one of a copy of {@code automaton}.
     *
     * @param start of the copy; 0 for none
     */
    private static void addTransitions(
            Automaton to, int source, Automaton automaton, int state, int start) {
        if (start == 0 || automaton.getNumStates() == 0) {
            return;
        }
        Transition transition = new Transition();
        for (int i = 0; i < automaton.getNumTransitions(state); i++) {
            automaton.getTransition(state, i, transition);
            to.addTransition(source, start + transition.dest, transition.min, transition.max);
        }
    }

    /** Every end of a copy also begins the next one. */
    private void payForCopies(Automaton automaton, long copies) throws UnusableRegex {
        long beginnings =
                automaton.getNumStates() == 0
                        ? 0
                        : ends(automaton) * automaton.getNumTransitions(0);
        work.spend(copies * (size(automaton) + TRANSITION * beginnings));
    }

    private static long size(Automaton automaton) {
        return 2L * automaton.getNumStates() + TRANSITION * (long) automaton.getNumTransitions();
    }

    /** Deterministic, and with as few states as possible unless that is much work. */
    private Automaton smallest(Automaton automaton) throws UnusableRegex {
        work.spend(AUTOMATON);
        Automaton deterministic = RegexDeterminizer.determinize(automaton, work);
        long cells = (deterministic.getNumStates() + 1L) * deterministic.getStartPoints().length;
        if (cells > MAX_MINIMIZED) {
            return deterministic;
        }
        work.spend(MINIMIZED * cells);
        return MinimizationOperations.minimize(
                deterministic, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
    }

    /** All by which one character can be chosen: {@code [a-c_]}. */
    private static boolean isCharacter(RegExp regex) {
        return regex.kind == RegExp.Kind.REGEXP_CHAR
                || regex.kind == RegExp.Kind.REGEXP_CHAR_RANGE
                || regex.kind == RegExp.Kind.REGEXP_ANYCHAR
                || regex.kind == RegExp.Kind.REGEXP_PRE_CLASS && Character.isLowerCase(regex.from);
    }

    private Automaton characters(List<RegExp> choices) throws UnusableRegex {
        work.spend(choices.size());
        Automaton automaton = new Automaton();
        automaton.createState();
        automaton.setAccept(automaton.createState(), true);
        choices.forEach(choice -> addCharacters(automaton, choice));
        automaton.finishState();
        return automaton;
    }

    private void addCharacters(Automaton automaton, RegExp choice) {
        switch (choice.kind) {
            case REGEXP_CHAR -> addCharacter(automaton, 0, choice.c);
            case REGEXP_CHAR_RANGE ->
                    // Ranges keep their case, as in Elasticsearch: lucene issue 14378.
                    automaton.addTransition(0, 1, choice.from, choice.to);
            case REGEXP_ANYCHAR ->
                    automaton.addTransition(
                            0, 1, Character.MIN_CODE_POINT, Character.MAX_CODE_POINT);
            default ->
                    parts(CLASSES.get(choice.from), RegExp.Kind.REGEXP_UNION)
                            .forEach(part -> addCharacters(automaton, part));
        }
    }

    /** In any case, only letters of ASCII have another one. */
    private void addCharacter(Automaton automaton, int state, int character) {
        automaton.addTransition(state, state + 1, character);
        if (ignoreCase && AsciiCase.isLetter(character)) {
            automaton.addTransition(state, state + 1, AsciiCase.other(character));
        }
    }

    private Automaton string(String text) throws UnusableRegex {
        work.spend(2L * text.length());
        Automaton automaton = new Automaton();
        int state = automaton.createState();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            automaton.createState();
            addCharacter(automaton, state++, text.codePointAt(i));
        }
        automaton.setAccept(state, true);
        automaton.finishState();
        return automaton;
    }

    private Automaton interval(RegExp regex) throws UnusableRegex {
        if (regex.digits > MAX_DIGITS) {
            throw new UnusableRegex("the numbers of an interval have at most 50 digits");
        }
        return smallest(Automata.makeDecimalInterval(regex.min, regex.max, regex.digits));
    }
}
