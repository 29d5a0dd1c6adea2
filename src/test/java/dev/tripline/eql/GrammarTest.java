// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.condition;
import static dev.tripline.eql.Events.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.Expr.ArithmeticOperator;
import dev.tripline.eql.Expr.Field;
import dev.tripline.eql.Expr.Literal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarTest {

    private static final Field A = new Field("a", false);
    private static final Field B = new Field("b", false);

    @Test
    void notBindsTighterThanAnd() {
        assertThat(condition("not a == 1 and b")).isEqualTo(condition("(not (a == 1)) and b"));
    }

    @Test
    void andBindsTighterThanOr() {
        assertThat(condition("a or b and c")).isEqualTo(condition("a or (b and c)"));
    }

    @Test
    void notEqualIsANegatedEqual() {
        assertThat(condition("a != 1")).isEqualTo(condition("not a == 1"));
    }

    @Test
    void notInIsANegatedIn() {
        assertThat(condition("a not in (1)")).isEqualTo(condition("not a in (1)"));
    }

    @Test
    void colonIsLikeWithoutCase() {
        assertThat(condition("a : (\"x\", \"y*\")"))
                .isEqualTo(new Expr.Like(A, List.of("x", "y*"), true));
    }

    @Test
    void aLiteralOnTheLeftMovesToTheRight() {
        assertThat(condition("-1 < a")).isEqualTo(condition("a > -1"));
        assertThat(condition("\"x\" == a")).isEqualTo(condition("a == \"x\""));
        assertThat(condition("null == a")).isEqualTo(new Expr.IsNull(A));
    }

    @Test
    void aPredicateIsAnOperand() {
        assertThat(condition("a : \"x\" == true")).isEqualTo(condition("a : \"x\""));
        assertThat(condition("a : \"x\" == false")).isEqualTo(condition("not a : \"x\""));
    }

    @Test
    void aSumNeedsParenthesesBeforeIn() {
        assertThat(condition("(a + 1) in (2)"))
                .isEqualTo(
                        new Expr.In(
                                new Expr.Arithmetic(A, ArithmeticOperator.ADD, new Literal(1L)),
                                List.of(new Literal(2L)),
                                false));
    }

    @Test
    void multiplicationBindsTighterThanAddition() {
        assertThat(condition("a + b * 2 > 0")).isEqualTo(condition("a + (b * 2) > 0"));
    }

    @Test
    void subtractionLeansToTheLeft() {
        assertThat(condition("a - b - 1 > 0")).isEqualTo(condition("(a - b) - 1 > 0"));
    }

    @Test
    void signsBindTighterThanMultiplication() {
        assertThat(condition("-a * b > 0")).isEqualTo(condition("(-a) * b > 0"));
        assertThat(condition("- - a > +1")).isEqualTo(condition("-(-a) > 1"));
    }

    @Test
    void aBareFieldIsComparedWithTrue() {
        assertThat(condition("a")).isEqualTo(condition("a == true"));
        assertThat(condition("not a or b")).isEqualTo(condition("not (a == true) or b == true"));
    }

    @Test
    void constantsAreComputed() {
        assertThat(condition("a == 1 + 2 * 3")).isEqualTo(condition("a == 7"));
        assertThat(condition("a == length(\"abc\")")).isEqualTo(condition("a == 3"));
        assertThat(condition("modulo(11, 10) == a")).isEqualTo(condition("a == 1"));
        assertThat(condition("1 == 1")).isEqualTo(Literal.TRUE);
        assertThat(condition("null == null")).isEqualTo(Literal.TRUE);
        assertThat(condition("1 == null")).isEqualTo(Literal.FALSE);
        assertThat(condition("a in (-1, 2 + 3)")).isEqualTo(condition("a in (-1, 5)"));
    }

    @Test
    void arithmeticFunctionsAreOperators() {
        assertThat(condition("add(a, b) > 100")).isEqualTo(condition("a + b > 100"));
        assertThat(condition("Subtract(a, b) > 100")).isEqualTo(condition("a - b > 100"));
    }

    @Test
    void wildcardIsLike() {
        assertThat(condition("wildcard(a, \"x*\", \"y\")"))
                .isEqualTo(condition("a like (\"x*\", \"y\")"));
        assertThat(condition("WILDCARD~(a, \"x*\")")).isEqualTo(condition("a like~ \"x*\""));
    }

    @Test
    void functionNamesHaveNoCase() {
        assertThat(condition("cidrmatch(a, \"::1\")"))
                .isEqualTo(new Expr.CidrMatch(A, List.of("::1")));
        assertThat(condition("ENDSWITH~(a, \"x\")")).isEqualTo(condition("endsWith~(a, \"x\")"));
    }

    @Test
    void nestedConjunctionsAreOne() {
        assertThat(condition("a and (b and (c and d))"))
                .isEqualTo(condition("a and b and c and d"));
    }

    @Test
    void aFilterWithoutCategoryMatchesAny() {
        assertThat(((EventQuery) parse("any where true")).filter())
                .isEqualTo(new EventFilter(null, Literal.TRUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    file where true           | file
                    "my-cat.1 x" where true   | my-cat.1 x
                    \"""raw\\n\""" where true | raw\\n
                    "any" where true          | any
                    head where true           | head
                    """)
    void aCategoryIsANameOrAString(String query, String category) {
        assertThat(((EventQuery) parse(query)).filter().category()).isEqualTo(category);
    }

    @Test
    void keysOfTheWholeSequenceComeFirst() {
        SequenceQuery sequence =
                (SequenceQuery)
                        parse(
                                """
                                sequence by host.id, ?user.id with maxspan = 5 m
                                  [a where true] by x
                                  ![b where true] by ?y
                                  [c where true] by z with runs=3
                                until [d where true] by w
                                """);

        assertThat(sequence.maxspan()).isEqualTo(Duration.ofMinutes(5));
        JoinKey host = new JoinKey("host.id", false);
        JoinKey user = new JoinKey("user.id", true);
        assertThat(sequence.terms())
                .extracting(Term::keys)
                .containsExactly(
                        List.of(host, user, new JoinKey("x", false)),
                        List.of(host, user, new JoinKey("y", true)),
                        List.of(host, user, new JoinKey("z", false)));
        assertThat(sequence.terms()).extracting(Term::runs).containsExactly(1, 1, 3);
        assertThat(sequence.terms()).extracting(Term::missing).containsExactly(false, true, false);
        assertThat(sequence.until().keys()).containsExactly(host, user, new JoinKey("w", false));
        assertThat(sequence.fields()).containsExactly("host.id", "user.id", "w", "x", "y", "z");
    }

    @Test
    void oneTermIsASequenceIfItRuns() {
        SequenceQuery sequence =
                (SequenceQuery) parse("sequence by a [any where true] with runs=2");

        assertThat(sequence.terms()).singleElement().extracting(Term::runs).isEqualTo(2);
        assertThat(sequence.maxspan()).isNull();
    }

    @Test
    void oneTermIsASequenceWithAMissingEvent() {
        parse("sequence by a with maxspan=1h [any where true] ![any where b]");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "3m,180000", "4h,14400000", "1d,86400000"})
    void maxspanHasAUnit(String maxspan, long millis) {
        SequenceQuery sequence =
                (SequenceQuery)
                        parse("sequence with maxspan=" + maxspan + " [any where a] [any where b]");

        assertThat(sequence.maxspan()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aSampleHasTermsAndKeys() {
        SampleQuery sample =
                (SampleQuery) parse("sample by host [any where a] by x [b where b] by y");

        assertThat(sample.terms())
                .extracting(Term::keys)
                .containsExactly(
                        List.of(new JoinKey("host", false), new JoinKey("x", false)),
                        List.of(new JoinKey("host", false), new JoinKey("y", false)));
    }

    @Test
    void pipesKeepTheirOrder() {
        assertThat(parse("any where true | head 10 | tail 2 + 1").pipes())
                .containsExactly(new Pipe("head", 10), new Pipe("tail", 3));
    }

    @Test
    void severalFieldsCanBeArgumentsOfOneFunction() {
        assertThat(condition("concat(a, b) == \"x\""))
                .isEqualTo(
                        new Expr.Comparison(
                                new Expr.Call("concat", false, List.of(A, B)),
                                Expr.Operator.EQUAL,
                                new Literal("x")));
        condition("startsWith~(a, substring(b, 0, -1))");
    }

    @Test
    void fieldsAreThoseOfConditionsAndKeysWithoutQuotes() {
        assertThat(parse("any where length(`a b`.c) > 1 and ?d.e == null or not f in (1)").fields())
                .containsExactly("a b.c", "d.e", "f");
    }
}
