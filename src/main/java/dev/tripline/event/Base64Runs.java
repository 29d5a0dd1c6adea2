// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for secrets in what a text holds in base64, of either alphabet, also over many lines. */
final class Base64Runs {

    private static final byte[] DIGITS = new byte[128];

    /** Tools wrap base64 at 64 or 76 characters; what stands in shorter lines is something else. */
    private static final int MIN_LINE = 60;

    private static final int QUANTUM = 4;

    /** So many quanta in a row must look like ASCII, or nothing is decoded. */
    private static final int MIN_STREAK = 4;

    static {
        java.util.Arrays.fill(DIGITS, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            DIGITS[alphabet.charAt(i)] = (byte) i;
        }
        DIGITS['-'] = DIGITS['+'];
        DIGITS['_'] = DIGITS['/'];
    }

    private Base64Runs() {}

    static boolean isDigit(char c) {
        return c < DIGITS.length && DIGITS[c] >= 0;
    }

    /**
     * What {@code text} is in base64, byte for character.
     *
     * @param skipped so many characters before the first quantum
     */
    static String decode(CharSequence text, int skipped) {
        byte[] bytes = new byte[text.length() * 3 / QUANTUM + 3];
        int length = 0;
        int bits = 0;
        int count = 0;
        for (int i = skipped; i < text.length(); i++) {
            bits = bits << 6 | DIGITS[text.charAt(i)];
            count += 6;
            if (count >= Byte.SIZE) {
                count -= Byte.SIZE;
                bytes[length++] = (byte) (bits >> count);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** What {@code text} says if all of it is base64; {@code null} if it is not. */
    static String decoded(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return null;
            }
        }
        return end % QUANTUM == 1 ? null : decode(text.substring(0, end), 0);
    }

    /**
     * @param layers how many layers of base64 are taken off
     */
    static void find(String text, int layers, List<Secret> found) {
        StringBuilder run = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            if (!isDigit(text.charAt(start))) {
                start++;
                continue;
            }
            run.setLength(0);
            int end = read(text, start, run);
            if (run.indexOf(Packed.IN_BASE64) == 0) {
                findPacked(run, layers, start, end, found);
            } else if (run.length() >= SecretClues.MIN_RUN) {
                find(run, layers, start, end, found);
            }
            start = end;
        }
    }

    /** Reads a run to its end, over its line ends, and returns the place behind it. */
    private static int read(String text, int start, StringBuilder run) {
        int i = start;
        while (true) {
            int line = i;
            while (i < text.length() && isDigit(text.charAt(i))) {
                i++;
            }
            run.append(text, line, i);
            int next = i;
            while (next < text.length()
                    && (text.charAt(next) == '\n' || text.charAt(next) == '\r')) {
                next++;
            }
            boolean wrapped = i - line >= MIN_LINE && (i - line) % QUANTUM == 0 && next > i;
            if (!wrapped || next == text.length() || !isDigit(text.charAt(next))) {
                break;
            }
            i = next;
        }
        while (i < text.length() && text.charAt(i) == '=') {
            i++;
        }
        return i;
    }

    private static void find(CharSequence run, int layers, int start, int end, List<Secret> found) {
        for (int skipped = 0; skipped < QUANTUM; skipped++) {
            if (looksLikeText(run, skipped)) {
                for (Secret secret : SecretFinder.in(decode(run, skipped), layers - 1)) {
                    found.add(secret.at(start, end));
                }
            }
        }
    }

    private static void findPacked(
            CharSequence run, int layers, int start, int end, List<Secret> found) {
        byte[] bytes = decode(run, 0).getBytes(StandardCharsets.ISO_8859_1);
        if (!Packed.is(bytes)) {
            return;
        }
        Packed packed = Packed.of(bytes);
        String content = new String(packed.content(), StandardCharsets.ISO_8859_1);
        for (Secret secret : SecretFinder.in(content, layers - 1)) {
            found.add(secret.at(start, end));
        }
        if (packed.cut()) {
            // Nobody knows what else it holds.
            found.add(new Secret(SecretKind.SECRET, start, end, run.toString(), false));
        }
    }

    /**
     * The first digit of a quantum holds the upper six bits of a byte, which are few in ASCII, and
     * none in every other byte of UTF-16.
     */
    private static boolean looksLikeText(CharSequence run, int skipped) {
        int streak = 0;
        for (int i = skipped; i + 1 < run.length(); i += QUANTUM) {
            char c = run.charAt(i);
            boolean ascii =
                    c >= 'I' && c <= 'Z'
                            || c >= 'a' && c <= 'f'
                            || c == 'C'
                            || c == 'D'
                            || c == 'A';
            streak = ascii ? streak + 1 : 0;
            if (streak >= MIN_STREAK) {
                return true;
            }
        }
        return false;
    }
}
