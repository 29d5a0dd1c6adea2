// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.math.BigInteger;
import org.antlr.v4.runtime.Token;

/** Reads what literals and names stand for. */
final class Literals {

    private static final int RAW_QUOTE = 3;
    private static final int MAX_HEX_DIGITS = 8;
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private Literals() {}

    static Expr.Literal constant(EqlGrammar.ConstantContext constant) {
        if (constant.number() != null) {
            return new Expr.Literal(number(constant.number()));
        }
        if (constant.string() != null) {
            return new Expr.Literal(string(constant.string()));
        }
        if (constant.NULL() != null) {
            return Expr.Literal.NULL;
        }
        return constant.TRUE() != null ? Expr.Literal.TRUE : Expr.Literal.FALSE;
    }

    /** A Long, or a Double for a decimal and for an integer beyond 64 bits. */
    static Number number(EqlGrammar.NumberContext number) {
        if (number.INTEGER() != null) {
            BigInteger value = new BigInteger(number.getText());
            if (value.compareTo(MAX_LONG) <= 0) {
                return value.longValueExact();
            }
        }
        double value = Double.parseDouble(number.getText());
        if (Double.isInfinite(value)) {
            throw Refusal.at(number, "this number is too large");
        }
        return value;
    }

    static String string(EqlGrammar.StringContext string) {
        Token token = string.start;
        String text = token.getText();
        return token.getType() == EqlTokens.RAW_STRING
                ? text.substring(RAW_QUOTE, text.length() - RAW_QUOTE)
                : unescaped(token, text.substring(1, text.length() - 1));
    }

    static String name(EqlGrammar.NameContext name) {
        String text = name.getText();
        return name.QUOTED_IDENTIFIER() == null
                ? text
                : text.substring(1, text.length() - 1).replace("``", "`");
    }

    private static String unescaped(Token token, String body) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder text = new StringBuilder(body.length());
        int i = 0;
        while (i < body.length()) {
            char c = body.charAt(i);
            if (c != '\\') {
                text.append(c);
                i++;
            } else if (body.charAt(i + 1) == 'u') {
                int end = body.indexOf('}', i);
                text.appendCodePoint(codePoint(token, body, i, end));
                i = end + 1;
            } else {
                text.append(escaped(token, body, i));
                i += 2;
            }
        }
        return text.toString();
    }

    private static char escaped(Token token, String body, int backslash) {
        return switch (body.charAt(backslash + 1)) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case '"' -> '"';
            case '\'' -> '\'';
            case '\\' -> '\\';
            default ->
                    throw escapeRefusal(
                            token,
                            body,
                            backslash,
                            "`"
                                    + body.substring(
                                            backslash, body.offsetByCodePoints(backslash, 2))
                                    + "` is no escape; write `\\\\` for a backslash, or use"
                                    + " \"\"\"…\"\"\"");
        };
    }

    private static int codePoint(Token token, String body, int backslash, int end) {
        String hex =
                body.startsWith("{", backslash + 2) && end > 0
                        ? body.substring(backslash + 3, end)
                        : "";
        if (hex.length() < 2
                || hex.length() > MAX_HEX_DIGITS
                || !hex.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            throw escapeRefusal(
                    token, body, backslash, "write a character as `\\u{…}` with 2 to 8 hex digits");
        }
        long value = Long.parseLong(hex, 16);
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (value > Character.MAX_CODE_POINT || surrogate) {
            throw escapeRefusal(token, body, backslash, "there is no character U+" + hex);
        }
        return (int) value;
    }

    private static Refusal escapeRefusal(Token token, String body, int backslash, String message) {
        return Refusal.at(token, 1 + body.codePointCount(0, backslash), message);
    }
}
