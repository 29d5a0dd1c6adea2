// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;

/**
 * Private keys in PEM, whole or cut off, also as a list of JSON, cut at their spaces: {@code
 * "-----BEGIN","PRIVATE","KEY-----"}.
 */
final class PrivateKeys {

    private static final String BEGIN = "-----BEGIN";
    private static final String MIDDLE = "PRIVATEKEY";
    private static final String DASHES = "-----";
    private static final int LONGEST_LABEL = 60;
    private static final int MIN_BODY = 32;

    private PrivateKeys() {}

    static void find(String text, List<Secret> found) {
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int label = begin + BEGIN.length();
            int close = text.indexOf(DASHES, label);
            // A label that was cut off has nothing behind it that could be a secret.
            if (close < 0) {
                return;
            }
            int end = close + DASHES.length();
            if (close - label <= LONGEST_LABEL && isPrivate(text.substring(label, close))) {
                boolean inPieces = text.substring(label, close).indexOf('"') >= 0;
                end = endOfBody(text, end, inPieces);
                String body = digits(text, close + DASHES.length(), end);
                int whole = endOfFooter(text, end);
                found.add(
                        new Secret(
                                SecretKind.PRIVATE_KEY,
                                begin,
                                whole,
                                body,
                                body.length() >= MIN_BODY));
                end = whole;
            }
            begin = text.indexOf(BEGIN, end);
        }
    }

    private static boolean isPrivate(String label) {
        return label.replaceAll("[^A-Z]", "").contains(MIDDLE);
    }

    /** Headers of an encrypted key stand before its digits: {@code Proc-Type: 4,ENCRYPTED}. */
    private static int endOfBody(String text, int from, boolean inPieces) {
        int i = from;
        while (i < text.length()
                && !text.startsWith(DASHES, i)
                && (isBody(text.charAt(i)) || (inPieces && text.charAt(i) == '"'))) {
            i++;
        }
        return i;
    }

    private static boolean isBody(char c) {
        return Base64Runs.isDigit(c)
                || c == '='
                || c == ':'
                || c == ','
                || c == '\\'
                || c == SecretFinder.BETWEEN
                || Character.isWhitespace(c);
    }

    private static int endOfFooter(String text, int body) {
        if (!text.startsWith(DASHES, body)) {
            return body;
        }
        int close = text.indexOf(DASHES, body + DASHES.length());
        return close < 0 || close - body > LONGEST_LABEL ? body + DASHES.length() : close + 5;
    }

    /** The key itself, however its lines were ended. */
    private static String digits(String text, int from, int end) {
        StringBuilder digits = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < end) {
                i++;
            } else if (Base64Runs.isDigit(c)) {
                digits.append(c);
            }
        }
        return digits.toString();
    }
}
