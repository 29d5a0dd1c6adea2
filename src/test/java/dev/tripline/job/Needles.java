// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.event.SampleSecrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Secrets looked for in one pass: as they are, in base64 of one layer and of two, and escaped as
 * URLs and JSON escape them.
 */
final class Needles {

    private static final int BEGINNING = 8;
    private static final int MOST_FOUND = 20;

    /** What secrets have in common, and may be shown. */
    private static final Pattern BETWEEN = Pattern.compile("\\\\n|\\.|-----[A-Z ]+-----");

    private static final int SHORTEST_PIECE = 16;

    private final Map<Long, List<byte[]>> byBeginning = new HashMap<>();

    Needles(List<String> secrets) {
        for (String secret : secrets) {
            for (String piece : BETWEEN.split(secret)) {
                if (piece.length() >= SHORTEST_PIECE) {
                    add(piece);
                    add(SampleSecrets.inPercent(piece));
                    add(SampleSecrets.inUnicode(piece));
                    add(SampleSecrets.inUnicode(piece).replace("\\", "\\\\"));
                    for (String once : inBase64(piece)) {
                        add(once);
                        inBase64(once).forEach(this::add);
                    }
                }
            }
        }
    }

    /** Wherever in a longer text the piece stood, less what depends on its neighbours. */
    private static List<String> inBase64(String piece) {
        List<String> wrapped = new ArrayList<>();
        for (int skipped = 0; skipped < 3; skipped++) {
            String text = SampleSecrets.base64(piece.substring(skipped));
            wrapped.add(text.substring(0, text.length() - 4));
        }
        return wrapped;
    }

    private void add(String needle) {
        byte[] bytes = needle.getBytes(StandardCharsets.ISO_8859_1);
        byBeginning.computeIfAbsent(beginning(bytes), key -> new ArrayList<>()).add(bytes);
    }

    private static long beginning(byte[] bytes) {
        long beginning = 0;
        for (int i = 0; i < BEGINNING; i++) {
            beginning = beginning << Byte.SIZE | bytes[i] & 0xff;
        }
        return beginning;
    }

    /** What is found, with what stands around it. */
    List<String> in(byte[] haystack) {
        List<String> found = new ArrayList<>();
        long window = 0;
        for (int i = 0; i < haystack.length && found.size() < MOST_FOUND; i++) {
            window = window << Byte.SIZE | haystack[i] & 0xff;
            int start = i - BEGINNING + 1;
            for (byte[] needle : byBeginning.getOrDefault(window, List.of())) {
                if (start >= 0 && isAt(haystack, start, needle)) {
                    int from = Math.max(0, start - 120);
                    int end = Math.min(haystack.length, start + 120);
                    found.add(new String(haystack, from, end - from, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return found;
    }

    private static boolean isAt(byte[] haystack, int start, byte[] needle) {
        return start + needle.length <= haystack.length
                && Arrays.equals(haystack, start, start + needle.length, needle, 0, needle.length);
    }
}
