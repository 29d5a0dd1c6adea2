// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.ValueType.ANY;
import static dev.tripline.eql.ValueType.BOOLEAN;
import static dev.tripline.eql.ValueType.IP;
import static dev.tripline.eql.ValueType.NUMBER;
import static dev.tripline.eql.ValueType.STRING;

import dev.tripline.eql.Expr.ArithmeticOperator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All functions of the language. Some are only other spellings of what the tree has a form for. */
@SuppressWarnings("ImmutableEnumChecker") // signatures are records, forms and bodies have no state
enum EqlFunction {
    ADD("add", Signature.of(NUMBER, NUMBER, NUMBER), arithmetic(ArithmeticOperator.ADD)),
    SUBTRACT(
            "subtract",
            Signature.of(NUMBER, NUMBER, NUMBER),
            arithmetic(ArithmeticOperator.SUBTRACT)),
    MULTIPLY(
            "multiply",
            Signature.of(NUMBER, NUMBER, NUMBER),
            arithmetic(ArithmeticOperator.MULTIPLY)),
    DIVIDE("divide", Signature.of(NUMBER, NUMBER, NUMBER), arithmetic(ArithmeticOperator.DIVIDE)),
    MODULO("modulo", Signature.of(NUMBER, NUMBER, NUMBER), arithmetic(ArithmeticOperator.MODULO)),
    BETWEEN(
            "between",
            Signature.of(STRING, STRING, STRING, STRING).optionally(BOOLEAN).withTilde(),
            TextFunctions::between),
    CIDR_MATCH(
            "cidrMatch",
            Signature.of(BOOLEAN, IP, STRING).repeating().ofLiterals(),
            EqlFunction::cidrMatch),
    CONCAT("concat", Signature.of(STRING, ANY).repeating(), TextFunctions::concat),
    ENDS_WITH(
            "endsWith", Signature.of(BOOLEAN, STRING, STRING).withTilde(), TextFunctions::endsWith),
    INDEX_OF(
            "indexOf",
            Signature.of(NUMBER, STRING, STRING).optionally(NUMBER).withTilde(),
            TextFunctions::indexOf),
    LENGTH("length", Signature.of(NUMBER, STRING), TextFunctions::length),
    NUMBER_OF("number", Signature.of(NUMBER, STRING).optionally(NUMBER), NumberText::number),
    STARTS_WITH(
            "startsWith",
            Signature.of(BOOLEAN, STRING, STRING).withTilde(),
            TextFunctions::startsWith),
    STRING_OF("string", Signature.of(STRING, ANY), TextFunctions::string),
    STRING_CONTAINS(
            "stringContains",
            Signature.of(BOOLEAN, STRING, STRING).withTilde(),
            TextFunctions::stringContains),
    SUBSTRING(
            "substring",
            Signature.of(STRING, STRING, NUMBER).optionally(NUMBER),
            TextFunctions::substring),
    WILDCARD(
            "wildcard",
            Signature.of(BOOLEAN, STRING, STRING).repeating().ofLiterals().withTilde(),
            EqlFunction::wildcard);

    private static final Map<String, EqlFunction> BY_NAME = byName();

    private final String documentedName;
    private final Signature signature;
    private final Form form;
    private final Body body;

    EqlFunction(String documentedName, Signature signature, Form form) {
        this.documentedName = documentedName;
        this.signature = signature;
        this.form = form;
        this.body = null;
    }

    EqlFunction(String documentedName, Signature signature, Body body) {
        this.documentedName = documentedName;
        this.signature = signature;
        this.form = (arguments, ignoreCase) -> new Expr.Call(documentedName, ignoreCase, arguments);
        this.body = body;
    }

    /** Computes a result from arguments of the declared types; null for no result. */
    @FunctionalInterface
    interface Body {

        /**
         * The result, or null.
         *
         * @param arguments the required ones not null, optional ones that are left out not there
         */
        Object apply(Object[] arguments, boolean ignoreCase);
    }

    /** Writes a checked call as a tree. */
    @FunctionalInterface
    interface Form {

        Expr write(List<Expr> arguments, boolean ignoreCase);
    }

    /**
     * The function, or null if there is none of that name.
     *
     * @param name in any case
     */
    static EqlFunction named(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    static List<String> names() {
        return BY_NAME.values().stream().map(function -> function.documentedName).toList();
    }

    String documentedName() {
        return documentedName;
    }

    Signature signature() {
        return signature;
    }

    Expr write(List<Expr> arguments, boolean ignoreCase) {
        return form.write(arguments, ignoreCase);
    }

    /** Only for functions that are written as {@link Expr.Call}. */
    Body body() {
        return body;
    }

    private static Form arithmetic(ArithmeticOperator operator) {
        return (arguments, ignoreCase) ->
                new Expr.Arithmetic(arguments.get(0), operator, arguments.get(1));
    }

    private static Expr cidrMatch(List<Expr> arguments, boolean ignoreCase) {
        return new Expr.CidrMatch(arguments.get(0), texts(arguments));
    }

    private static Expr wildcard(List<Expr> arguments, boolean ignoreCase) {
        return new Expr.Like(arguments.get(0), texts(arguments), ignoreCase);
    }

    private static List<String> texts(List<Expr> arguments) {
        return arguments.stream()
                .skip(1)
                .map(argument -> (String) ((Expr.Literal) argument).value())
                .toList();
    }

    private static Map<String, EqlFunction> byName() {
        Map<String, EqlFunction> functions = new TreeMap<>();
        for (EqlFunction function : values()) {
            functions.put(function.documentedName.toLowerCase(Locale.ROOT), function);
        }
        return functions;
    }
}
