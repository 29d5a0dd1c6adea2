// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands in JSON, as lists of their arguments, of which one may announce the next: {@code
 * ["curl", "-u", "web:…"]}.
 */
final class TextLists {

    private static final Pattern BEGIN = Pattern.compile("\\[\\s*+(?=\")");

    /** May be cut off. */
    private static final Pattern ELEMENT =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"?+\\s*+(?:(,)\\s*+)?+");

    private final String text;
    private final StringBuilder joined = new StringBuilder();

    /** Where the elements begin, in the text and joined. */
    private final List<Integer> places = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();

    private TextLists(String text) {
        this.text = text;
    }

    static void find(String text, int base64Layers, List<Secret> found) {
        Matcher begin = BEGIN.matcher(text);
        for (int from = 0; begin.find(from); ) {
            TextLists list = new TextLists(text);
            from = list.read(begin.end());
            list.look(base64Layers, found);
        }
    }

    /** Returns the place behind the list. */
    private int read(int begin) {
        Matcher element = ELEMENT.matcher(text);
        int from = begin;
        while (element.region(from, text.length()).lookingAt()) {
            if (!starts.isEmpty()) {
                joined.append(SecretFinder.BETWEEN);
            }
            starts.add(joined.length());
            places.add(element.start(1));
            joined.append(text, element.start(1), element.end(1));
            from = element.end();
            if (element.group(2) == null) {
                break;
            }
        }
        return from;
    }

    private void look(int base64Layers, List<Secret> found) {
        if (starts.size() < 2) {
            return;
        }
        for (Secret secret : SecretFinder.inValues(joined.toString(), base64Layers)) {
            found.add(secret.at(place(secret.start()), place(secret.end() - 1) + 1));
        }
    }

    private int place(int index) {
        int found = Arrays.binarySearch(starts.toArray(), index);
        int element = found >= 0 ? found : -found - 2;
        return places.get(element) + index - starts.get(element);
    }
}
