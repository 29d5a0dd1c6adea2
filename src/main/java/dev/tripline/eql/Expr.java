// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;
import java.util.List;

/**
 * A condition or a value, as a tree. Several spellings share one form: {@code a != b} is a negated
 * comparison, {@code :} is {@code like~}, a bare flag is compared with {@code true}, literals stand
 * on the right, and what needs no event is already computed.
 */
public sealed interface Expr extends Serializable {

    /** The expressions directly below this one, from left to right; empty for a leaf. */
    default List<Expr> operands() {
        return List.of();
    }

    /**
     * A constant.
     *
     * @param value a String, Long, Double or Boolean; null for {@code null}
     */
    record Literal(Serializable value) implements Expr {

        static final Literal TRUE = new Literal(true);
        static final Literal FALSE = new Literal(false);
        static final Literal NULL = new Literal(null);
    }

    /**
     * The values of a field.
     *
     * @param optional whether it was written {@code ?name}; without meaning in a condition
     * @param type how constants are compared with it; here because the schema stays where queries
     *     are parsed
     */
    record Field(String name, boolean optional, FieldType type) implements Expr {

        Field(String name, boolean optional) {
            this(name, optional, FieldType.UNDECLARED);
        }
    }

    /** True where the operand is not: missing fields and negative answers alike. */
    record Not(Expr operand) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }
    }

    /** At least two operands, none of them an And. */
    record And(List<Expr> operands) implements Expr {

        public And {
            operands = List.copyOf(operands);
        }
    }

    /** At least two operands, none of them an Or. */
    record Or(List<Expr> operands) implements Expr {

        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** Whether the operand has no value. */
    record IsNull(Expr operand) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }
    }

    /** A value against a constant. */
    record Comparison(Expr left, Operator operator, Literal right) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(left);
        }
    }

    /** Whether the value equals one of the constants, which are all of one type. */
    record In(Expr value, List<Literal> items, boolean ignoreCase) implements Expr {

        public In {
            items = List.copyOf(items);
        }

        @Override
        public List<Expr> operands() {
            return List.of(value);
        }
    }

    /** Whether the whole value matches one of the patterns of {@code *} and {@code ?}. */
    record Like(Expr value, List<String> patterns, boolean ignoreCase) implements Expr {

        public Like {
            patterns = List.copyOf(patterns);
        }

        @Override
        public List<Expr> operands() {
            return List.of(value);
        }
    }

    /** Whether the whole value matches one of the Lucene regular expressions. */
    record Regex(Expr value, List<String> patterns, boolean ignoreCase) implements Expr {

        public Regex {
            patterns = List.copyOf(patterns);
        }

        @Override
        public List<Expr> operands() {
            return List.of(value);
        }
    }

    /** Whether the address lies in one of the blocks or is one of the addresses. */
    record CidrMatch(Expr address, List<String> blocks) implements Expr {

        public CidrMatch {
            blocks = List.copyOf(blocks);
        }

        @Override
        public List<Expr> operands() {
            return List.of(address);
        }
    }

    /**
     * What {@code test} says of the value and a list of the deployment's. Stays as it is written,
     * whatever the list holds, so that a query is the same one with other contents.
     */
    record Listed(Expr value, ListTest test, ValueList list) implements Expr {

        @Override
        public List<Expr> operands() {
            return List.of(value);
        }

        /** The same with the contents of the list, which must have some. */
        Expr writtenOut() {
            return switch (test) {
                case IN, IN_ANY_CASE ->
                        new In(
                                value,
                                list.entries().stream().map(Literal::new).toList(),
                                test == ListTest.IN_ANY_CASE);
                case LIKE, LIKE_ANY_CASE ->
                        new Like(value, list.entries(), test == ListTest.LIKE_ANY_CASE);
                case CIDR -> new CidrMatch(value, list.entries());
            };
        }
    }

    /** Computes with two numbers. */
    record Arithmetic(Expr left, ArithmeticOperator operator, Expr right) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(left, right);
        }
    }

    /** The number with the other sign. */
    record Negate(Expr operand) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }
    }

    /**
     * Computes with a function.
     *
     * @param name as documented, for example {@code startsWith}, without {@code ~}
     * @param ignoreCase whether it was written with {@code ~}
     */
    record Call(String name, boolean ignoreCase, List<Expr> arguments) implements Expr {

        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expr> operands() {
            return arguments;
        }
    }

    /** How a comparison compares. {@code !=} is a negated {@link #EQUAL}. */
    enum Operator {
        EQUAL("=="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** The operator that says the same with both sides exchanged. */
        Operator flipped() {
            return switch (this) {
                case EQUAL -> EQUAL;
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }

        /**
         * @param order negative, zero or positive, as by {@link Comparable#compareTo}
         */
        boolean accepts(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    /** What can be asked of a value and a list. */
    enum ListTest {
        IN,
        IN_ANY_CASE,
        LIKE,
        LIKE_ANY_CASE,
        CIDR
    }

    /** The four operations and the remainder. */
    enum ArithmeticOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%");

        private final String symbol;

        ArithmeticOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
