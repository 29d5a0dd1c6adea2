// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link Redactor} put in a secret's place, as it is met again in a dead letter that is read
 * once more, or in an event that came through another instance.
 *
 * @param text the same for equal secrets, under one key
 */
public record Mask(SecretKind kind, String text) {

    private static final Pattern MASK =
            Pattern.compile("<(" + SecretKind.anyWord() + "):[0-9a-f]{8}>");

    /** In the order of the text; empty for nearly every text, at the price of one look. */
    public static List<Mask> in(String text) {
        if (text.indexOf('<') < 0) {
            return List.of();
        }
        List<Mask> masks = new ArrayList<>();
        Matcher matcher = MASK.matcher(text);
        while (matcher.find()) {
            masks.add(new Mask(SecretKind.of(matcher.group(1)), matcher.group()));
        }
        return masks;
    }
}
